import { expect, it } from 'vitest'
import { fieldsOf } from '../forms/fields.ts'
import { sampleMethods } from '../testing/lab.ts'
import { EstimateLine, RunForm } from './run-form.tsx'

const fields = fieldsOf(sampleMethods[0].try?.schema ?? {})
const estimate = { seconds: 12, model: 'offprint-8m', downloads: [], missing: [], place: 1 }
const show = (more: object = {}) =>
  String(
    <RunForm action="/methods/folding/try" fields={fields} values={{ text: 'Dear', folds: 3 }} issues={[]} estimate={estimate} {...more} />,
  )

it('has a control with a label for every field, filled in', () => {
  const html = show()
  expect(html).toMatch(/<label for="field-text">Letter<\/label><textarea id="field-text" name="text"[^>]*>Dear<\/textarea>/)
  expect(html).toMatch(/<input id="field-folds" name="folds" type="number" value="3" min="1" max="9" step="1"/)
  expect(html).toMatch(/<select id="field-paper".*<option value="wove">/)
  expect(html).toMatch(/type="checkbox"/)
})

it('says before the click which model runs, how long, what is fetched and when it starts', () => {
  expect(String(<EstimateLine estimate={estimate} />)).toContain('model offprint-8m · about 12 s · nothing to download · starts at once')
  const dear = { seconds: null, model: null, downloads: [{ name: 'letters', sizeBytes: 98e6 }], missing: [], place: 3 }
  expect(String(<EstimateLine estimate={dear} />)).toContain('not timed here yet · downloads letters (98 MB) · place 3 in the queue')
})

it('cannot be sent while something is missing, and says what to do', () => {
  const html = show({ estimate: { ...estimate, missing: ['Set OFFPRINT_CHAT_URL to a chat server.'] } })
  expect(html).toContain('<button type="submit" disabled="">')
  expect(html).toContain('Set OFFPRINT_CHAT_URL')
})

it('keeps what was typed and names each mistake at its field', () => {
  const html = show({ values: { text: 'typed <b>', folds: 'many' }, issues: [{ path: 'folds', message: 'is no number' }] })
  expect(html).toContain('typed &lt;b&gt;</textarea>')
  expect(html).toMatch(/<b>Folds: <\/b>is no number/)
  expect(html).toContain('aria-describedby="field-folds-issue"')
})
