import { expect, it } from 'vitest'

import { everydayVerbs } from './everyday-verbs.ts'

it('lists each verb once, and enough of them to draw 64 many times', () => {
  expect(new Set(everydayVerbs).size).toBe(everydayVerbs.length)
  expect(everydayVerbs.length).toBeGreaterThan(150)
})
