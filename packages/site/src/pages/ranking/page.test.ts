import { trendingConstants, trendingFormula } from '@offprint/papers'
import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

it('shows the formula and every constant that the catalogue uses', async () => {
  const html = await sampleSite().text('/about/ranking')
  expect(html).toContain(`<code>${trendingFormula}</code>`)
  for (const [name, value] of Object.entries(trendingConstants)) {
    expect(html).toMatch(new RegExp(`<code>${name}</code></th><td class="figure">${value}</td>`))
  }
})

it('sets the formula as MathML without style attributes', async () => {
  const html = await sampleSite().text('/about/ranking')
  expect(html).toContain('<mfrac>')
  expect(html).not.toContain(' style=')
})
