import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get } = sampleSite()

it('describes every route that it has', async () => {
  const { openapi, paths } = (await (await get('/api/v1/openapi.json')).json()) as { openapi: string; paths: Record<string, object> }
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths).sort()).toEqual([
    '/claims',
    '/methods',
    '/methods/{slug}',
    '/papers',
    '/papers/{id}',
    '/runs',
    '/runs/{id}',
    '/runs/{id}/cancel',
    '/search',
  ])
})

it('names every parameter that is wrong', async () => {
  const answer = await get('/api/v1/papers?limit=x&date=2025-13-40')
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as { error: string }).error).toMatch(/date: .*; limit: /)
})
