import { createRoute, z } from '@hono/zod-openapi'

import { notHere, quoted } from '../../problem.ts'
import type { Site } from '../../site.ts'
import { answers } from './answers.ts'
import type { V1 } from './app.ts'
import { methodRow, methodSchema } from './schemas.ts'

const methodsRoute = createRoute({
  method: 'get',
  path: '/methods',
  summary: 'Every paper with a method or a card here',
  responses: answers(z.object({ methods: z.array(methodSchema) }), 'The methods'),
})

const methodRoute = createRoute({
  method: 'get',
  path: '/methods/{slug}',
  summary: 'One method with the JSON Schema of its form',
  request: { params: z.object({ slug: z.string() }) },
  responses: answers(methodSchema, 'The method', { 404: 'There is no such method' }),
})

/** /methods, /methods/{slug}. */
export function addMethodRoutes(v1: V1, { lab }: Site): void {
  v1.openapi(methodsRoute, (c) => c.json({ methods: lab.methods().map(methodRow) }, 200))
  v1.openapi(methodRoute, (c) => {
    const { slug } = c.req.valid('param')
    const method = lab.findMethod(slug)
    if (method === undefined) throw notHere(`There is no method ${quoted(slug)} here.`, 'All of them are at /api/v1/methods.')
    return c.json(methodRow(method), 200)
  })
}
