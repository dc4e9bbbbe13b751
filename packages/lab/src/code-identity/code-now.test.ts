import { expect, it } from 'vitest'

import { createCodeNow } from './code-now.ts'

it('hashes again after five seconds, and each folder for itself', () => {
  let time = 0
  const made: string[] = []
  const make = (name: string) => {
    made.push(name)
    return `${name}${made.length}`
  }
  const code = createCodeNow(() => time, { method: (folder) => make(folder.pathname), spine: () => make('spine') })
  const a = new URL('file:///a/')
  expect([code.method(a), code.method(a), code.spine()]).toEqual(['/a/1', '/a/1', 'spine2'])
  time = 4_999
  expect(code.method(a)).toBe('/a/1')
  time = 5_000
  expect(code.method(a)).toBe('/a/3')
  expect(code.method(new URL('file:///b/'))).toBe('/b/4')
})
