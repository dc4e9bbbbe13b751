import { expect, it } from 'vitest'

import { defaultBackend } from './default.ts'

it('is the native runtime in Node', async () => {
  expect((await defaultBackend()).name).toBe('node')
})
