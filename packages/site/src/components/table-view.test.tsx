import { expect, it } from 'vitest'
import { TableView } from './table-view.tsx'

const html = String(
  <TableView
    columns={[{ name: 'method' }, { name: 'found', unit: 'share' }, { name: 'time', unit: 's' }]}
    rows={[
      ['ours <b>', 0.914, 12],
      ['none', null, null],
    ]}
  />,
)

it('shows shares as per cent, other units in the head, and what is missing as a dash', () => {
  expect(html).toContain('91.4 %')
  expect(html).toContain('time<span class="quiet"> s</span>')
  expect(html.match(/<td class="figure">–<\/td>/g)).toHaveLength(2)
})

it('escapes what stands in a cell', () => {
  expect(html).toContain('ours &lt;b&gt;')
})
