import { expect, it } from 'vitest'
import { Notice } from './notice.tsx'

it('says what happened under a heading, in the tone of a failure where it is one', () => {
  expect(String(<Notice title="Empty">Why.</Notice>)).toBe('<div class="notice plain"><h2>Empty</h2>Why.</div>')
  expect(String(<Notice title="Failed" tone="fails" />)).toContain('class="notice fails"')
})
