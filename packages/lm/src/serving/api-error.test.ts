import { expect, it } from 'vitest'
import { z } from 'zod'

import { TemplateError } from '../chat/template.ts'
import { ApiError, badRequest, errorResponse, failureOf } from './api-error.ts'

it('answers a refusal in the form that clients read', async () => {
  const response = errorResponse(badRequest('No such model.', { status: 404, code: 'model_not_found', param: 'model' }))
  expect(response.status).toBe(404)
  const error = { message: 'No such model.', type: 'invalid_request_error', param: 'model', code: 'model_not_found' }
  expect(await response.json()).toEqual({ error })
  expect(response.headers.get('retry-after')).toBeNull()
})

it('says when to come back', () => {
  const failure = { status: 429, message: 'Full.', type: 'rate_limit_error', code: null, param: null, retryAfterSeconds: 7 } as const
  expect(errorResponse(new ApiError(failure)).headers.get('retry-after')).toBe('7')
})

it('names the field of a body that does not fit', () => {
  const { error } = z.object({ stop: z.array(z.string()) }).safeParse({ stop: ['a', 1] })
  expect(failureOf(error)).toMatchObject({ status: 400, param: 'stop.1', message: expect.stringMatching(/^stop\.1: .*string/) })
})

it('tells the request from the machine', () => {
  expect(failureOf(new TemplateError('roles must alternate'))).toMatchObject({
    status: 400,
    message: 'roles must alternate',
    code: 'chat-template',
  })
  expect(failureOf(new TypeError('x is undefined'))).toMatchObject({
    status: 500,
    type: 'server_error',
    message: expect.stringContaining('x is'),
  })
  expect(failureOf('text')).toMatchObject({ status: 500, message: expect.stringContaining('text') })
})
