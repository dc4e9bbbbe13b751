import { createRoute, z } from '@hono/zod-openapi'

import { requesterOf } from '../../middleware/requester.ts'
import { notHere } from '../../problem.ts'
import type { Site } from '../../site.ts'
import { answers } from './answers.ts'
import type { V1 } from './app.ts'
import { runRow, runSchema } from './schemas.ts'

const started = z.object({ id: z.string(), deleteToken: z.string().nullable(), cached: z.boolean() })
const run = { params: z.object({ id: z.string() }) }
const noRun = { 404: 'There is no such run' }

const startBody = z.object({
  slug: z.string(),
  input: z.record(z.string(), z.unknown()).optional().openapi({ description: 'For a try: what its form takes.' }),
  experiment: z.string().optional().openapi({ description: 'For an experiment: its name; the method’s first where it is left out.' }),
  size: z.enum(['smoke', 'small', 'full']).optional(),
  seed: z.number().int().optional(),
  model: z.string().optional(),
})

const startRoute = createRoute({
  method: 'post',
  path: '/runs',
  summary: 'Starts a try (with input) or an experiment (without)',
  request: { body: { required: true, content: { 'application/json': { schema: startBody } } } },
  responses: answers(started, 'The run; for a try with the token that deletes it', {
    400: 'The input is wrong',
    404: 'There is no such method',
    409: 'It cannot run here',
    429: 'Too many of yours wait',
    503: 'The queue is full',
  }),
})

const showRoute = createRoute({
  method: 'get',
  path: '/runs/{id}',
  summary: 'A run and its result',
  request: run,
  responses: answers(runSchema, 'The run', noRun),
})

const cancelRoute = createRoute({
  method: 'post',
  path: '/runs/{id}/cancel',
  summary: 'Stops a run after its next step',
  request: run,
  responses: answers(runSchema, 'The run', noRun),
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/runs/{id}',
  summary: 'Deletes a try with the token given at its start',
  request: { ...run, query: z.object({ token: z.string() }) },
  responses: answers(z.object({ deleted: z.string() }), 'It is gone', { 403: 'The token is another’s', ...noRun }),
})

/** /runs: start, look, cancel, delete. */
export function addRunRoutes(v1: V1, { lab }: Site): void {
  const find = async (id: string) => {
    const found = await lab.findRun(id)
    if (found === undefined) throw notHere('There is no such run here.', 'A try may have been deleted.')
    return found
  }
  v1.openapi(startRoute, async (c) => {
    const { slug, input, model, ...experiment } = c.req.valid('json')
    const requester = requesterOf(c)
    if (input === undefined)
      return c.json({ ...(await lab.startExperiment(slug, { ...experiment, model, requester })), deleteToken: null }, 200)
    return c.json({ ...(await lab.startTry(slug, input, { model, requester })), cached: false }, 200)
  })
  v1.openapi(showRoute, async (c) => c.json(runRow(await find(c.req.valid('param').id)), 200))
  v1.openapi(cancelRoute, async (c) => {
    const { id } = await find(c.req.valid('param').id)
    await lab.cancel(id)
    return c.json(runRow(await find(id)), 200)
  })
  v1.openapi(deleteRoute, async (c) => {
    const { id } = await find(c.req.valid('param').id)
    await lab.deleteTry(id, c.req.valid('query').token)
    return c.json({ deleted: id }, 200)
  })
}
