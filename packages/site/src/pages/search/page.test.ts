import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'
import { queryOf } from './route.ts'

const { text, get } = sampleSite()
const nothing = { q: '', author: '', category: '', after: '', before: '' }

it('marks the words that were sought, and escapes the rest', async () => {
  const html = await text('/search?q=bound')
  expect(html).toMatch(/in &lt;em&gt;<mark>bound<\/mark>&lt;\/em&gt;/)
})

it('puts the filters into the query in the catalogue’s language', () => {
  expect(queryOf({ ...nothing, q: 'fold', author: 'Ada "A" Crease', category: 'cs.CL', after: '2025-01-01' })).toBe(
    'fold author:"Ada  A  Crease" category:cs.CL after:2025-01-01',
  )
  expect(queryOf(nothing)).toBe('')
})

it('keeps what was asked in the form, as text', async () => {
  expect(await text('/search?q=%22%3E%3Cscript%3E&author=Jun')).toContain('value="&quot;&gt;&lt;script&gt;"')
})

it('says that nothing was found and what to try', async () => {
  expect(await text('/search?q=zeppelin')).toContain('No paper has all of that')
})

it('shows the form alone where nothing was asked', async () => {
  expect(await text('/search')).not.toMatch(/No paper has|0 papers/)
})

it('refuses a day that is not on the calendar', async () => {
  expect((await get('/search?q=fold&before=2025-02-30')).status).toBe(400)
})
