import { expect, it } from 'vitest'
import { z } from 'zod'

import { readBody } from './scene.ts'

const schema = z.object({ model: z.string() })
const request = (body: string, type: string) =>
  new Request('http://models.test', { method: 'POST', body, headers: { 'content-type': type } })

it('reads JSON, whatever its parameters', async () => {
  expect(await readBody(request('{"model":"a"}', 'Application/JSON; charset=utf-8'), schema)).toEqual({ model: 'a' })
})

it('refuses the types that a form of another page can have', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])
    await expect(readBody(request('{"model":"a"}', type), schema)).rejects.toThrow(/send JSON/)
})

it('says what is wrong with a body', async () => {
  await expect(readBody(request('{"model":', 'application/json'), schema)).rejects.toThrow(/The body is not JSON/)
  await expect(readBody(request('{}', 'application/json'), schema)).rejects.toThrow(z.ZodError)
})
