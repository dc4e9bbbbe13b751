import { expect, it } from 'vitest'
import { sampleBlocks } from '../testing/lab.ts'
import { Blocks } from './blocks.tsx'

const show = (blocks: typeof sampleBlocks) =>
  String(<Blocks blocks={blocks} draw={() => '<svg></svg>'} fileAddress={(index, name) => `/files/${index}/${name}`} />)

it('shows every type of block', () => {
  const html = show(sampleBlocks)
  for (const type of ['text', 'tokens', 'spans', 'diff', 'table', 'series', 'image', 'file']) expect(html).toContain(`block-${type}`)
  expect(html).toContain('<a href="/files/8/creases.json" download="creases.json">')
})

it('escapes text that a model wrote', () => {
  expect(show([{ type: 'text', text: '<img src=x onerror=alert(1)>' }])).not.toContain('<img')
})

it('shows a picture only as a picture', () => {
  const image = { type: 'image', alt: 'A plan', mime: 'text/html', base64: 'aGk=' } as const
  expect(show([image])).not.toContain('<img')
  expect(show([{ ...image, mime: 'image/png', base64: '"><script>' }])).not.toMatch(/<img|<script/)
  expect(show([{ ...image, mime: 'image/png' }])).toContain('<img src="data:image/png;base64,aGk=" alt="A plan"/>')
})
