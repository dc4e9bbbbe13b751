import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get, text } = sampleSite()

it('gives the abstract with its maths, the people, and where paper and release disagree', async () => {
  const html = await text('/papers/2512.00011')
  expect(html).toContain('<msqrt>')
  expect(html).toContain('for $5 of paper a day')
  expect(html).toContain('<a href="/authors/zoe-o-neil">Zoë O’Neil</a>')
  expect(html).toContain('The released list has 118 letters')
})

it('puts the claims beside every tab but their own', async () => {
  expect(await text('/papers/2512.00011?tab=try')).toContain('aria-label="Claims"')
  expect(await text('/papers/2512.00011?tab=claims')).toContain('id="folding-precision"')
})

it('offers only tabs that have something', async () => {
  const bare = await text('/papers/2511.00077')
  expect(bare).not.toMatch(/tab=(try|experiment|claims|discussion)/)
  expect(await text('/papers/2512.00011')).not.toContain('discussion')
})

it('says before the click what a try and each size of an experiment cost', async () => {
  expect(await text('/papers/2512.00011?tab=try')).toContain('model offprint-8m · about 12 s · downloads letters (98 MB)')
  const html = await text('/papers/2512.00011?tab=experiment')
  expect(html.match(/about 12 s/g)).toHaveLength(2)
  expect(html).toContain('is the control')
})

it('leads other ids of a paper to its own, with the tab and the format', async () => {
  expect((await get('/papers/2512.00011v1?tab=claims')).headers.get('location')).toBe('/papers/2512.00011?tab=claims')
  expect((await get('/papers/2512.00011v1.bib')).headers.get('location')).toBe('/papers/2512.00011.bib')
})

it('says that a paper does not run, to who asks for a tab that it lacks', async () => {
  expect(await text('/papers/2511.00077?tab=try')).toContain('This paper does not run here yet')
  expect(await text('/papers/2511.00077?tab=claims')).toContain('No claims recorded')
})

it('shows a paper without abstract or authors', async () => {
  expect(await text('/papers/doi:10.5555/ink.2025/7')).toContain('gave no abstract')
})

it('answers 404 with what to do for an unknown id', async () => {
  const answer = await get('/papers/2512.99999')
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('offprint import')])
})
