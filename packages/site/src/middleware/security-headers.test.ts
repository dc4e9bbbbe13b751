import { expect, it } from 'vitest'
import { sampleSite } from '../testing/rooms.ts'

const { get } = sampleSite()

it('puts the policy on pages, refusals, redirects and the API alike', async () => {
  for (const address of ['/', '/nothing', '/week', '/api/daily_papers', '/api/papers/none', '/date/x']) {
    const { headers } = await get(address)
    expect([address, headers.get('content-security-policy')]).toEqual([address, expect.stringContaining("default-src 'none'")])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('allows nothing inline, and pages have nothing inline', async () => {
  const answer = await get('/')
  expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
  expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on[a-z]+=/)
})
