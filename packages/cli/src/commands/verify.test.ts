import { needs, sharedPath } from '@offprint/tools/needs'
import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerVerify } from './verify.ts'

const verbs = createVerbRunner({ OFFPRINT_MIRROR: sharedPath('mirror') })
afterAll(() => verbs[Symbol.asyncDispose]())

it(
  'makes the figures of one paper again, a row a figure, and counts them',
  needs('shared', async () => {
    const { code, rows, text } = await verbs.run(registerVerify, ['verify', 'moral-direction'])
    expect(code).toBe(0)
    expect(rows).toContainEqual(expect.objectContaining({ slug: 'moral-direction', kind: 'replay', expected: 0.815, holds: true }))
    expect(text).toMatch(/✓ moral-direction.*\n(.*\n)*\d+ hold, 0 do not, \d+ could not be made here\n$/)
  }),
)

it('refuses a paper that is none', async () => {
  await expect(verbs.run(registerVerify, ['verify', 'nope'])).rejects.toMatchObject({ code: 'unknown-method' })
})
