import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

it('lists what runs with its verdicts, then what waits', async () => {
  const html = await sampleSite().text('/methods')
  expect(html).toMatch(
    /One of them runs.*Folding letters.*href="\/papers\/2512\.00011\?tab=try".*1 partly.*Not yet runnable.*Binding questions/,
  )
})
