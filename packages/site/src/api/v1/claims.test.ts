import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const claims = async (query: string) => ((await (await sampleSite().get(`/api/v1/claims${query}`)).json()) as { claims: object[] }).claims

it('gives each claim with both figures, the interval and the verdict', async () => {
  expect(await claims('?slug=folding')).toEqual([
    expect.objectContaining({
      slug: 'folding',
      claim: 'precision',
      paper: 0.91,
      measured: 0.842,
      verdict: 'partly',
      interval: expect.any(Object),
      n: 120,
    }),
  ])
})

it('gives nothing for a paper without claims', async () => {
  expect(await claims('?slug=binding')).toEqual([])
})
