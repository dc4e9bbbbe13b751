import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerTry } from './try.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('runs a method on a text from a file and ends in a typed result', async () => {
  const file = join(verbs.home, 'text.txt')
  writeFileSync(file, 'the cat sat on the mat. the cat ate the rat on the mat. '.repeat(20))
  const { code, rows, text } = await verbs.run(registerTry, ['try', 'lib-tokenizer', '--text-file', file])
  expect(code).toBe(0)
  expect(rows.at(-1)).toMatchObject({ result: { blocks: expect.any(Array) } })
  expect(text.length).toBeGreaterThan(20)
})

it('says which field is missing, which flag is none and which file cannot be read', async () => {
  await expect(verbs.run(registerTry, ['try', 'lib-tokenizer'])).rejects.toThrow('text: is missing')
  await expect(verbs.run(registerTry, ['try', 'lib-tokenizer', '--text-file', '/none'])).rejects.toThrow(/^\/none cannot be read/)
  await expect(verbs.run(registerTry, ['try', 'nope'])).rejects.toMatchObject({ code: 'unknown-method' })
  await expect(verbs.run(registerTry, ['try', 'ckl'])).rejects.toMatchObject({ code: 'not-runnable' })
})
