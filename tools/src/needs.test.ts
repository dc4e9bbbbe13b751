import { expect, it } from 'vitest'
import { needs, sharedPath } from './needs.ts'

it('runs the body where the requirement is met or skips with its reason, never both', async () => {
  let ran = false
  let reason = ''
  const context = {
    skip: (note: string) => {
      reason = note
      throw new Error('skipped')
    },
  }
  const body = needs('minilm', () => {
    ran = true
  })
  await body(context as never).catch(() => undefined)
  expect(ran).toBe(reason === '')
  if (!ran) expect(reason).toMatch(/all-MiniLM/)
})

it('places shared files beside the checkout', () => {
  expect(sharedPath('data')).toMatch(/shared.data$/)
})
