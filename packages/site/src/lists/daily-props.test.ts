import { expect, it } from 'vitest'
import { samplePapers } from '../testing/papers.ts'
import { dailyProps } from './daily-props.ts'

it('holds entries whose papers have authors and a summary, which feed makers fail without', () => {
  const { dailyPapers } = JSON.parse(dailyProps(samplePapers)) as { dailyPapers: { paper: Record<string, unknown> }[] }
  expect(dailyPapers).toHaveLength(samplePapers.length)
  for (const { paper } of dailyPapers) expect(paper).toMatchObject({ summary: expect.any(String), authors: expect.any(Array) })
})
