import { createRoute, z } from '@hono/zod-openapi'

import type { Site } from '../../site.ts'
import { answers } from './answers.ts'
import type { V1 } from './app.ts'
import { claimRow, claimSchema } from './schemas.ts'

const claimsRoute = createRoute({
  method: 'get',
  path: '/claims',
  summary: 'Every claim with its newest verdict',
  request: { query: z.object({ slug: z.string().optional() }) },
  responses: answers(z.object({ claims: z.array(claimSchema) }), 'The ledger, or one paper’s part of it'),
})

/** /claims. */
export function addClaimRoutes(v1: V1, { lab }: Site): void {
  v1.openapi(claimsRoute, async (c) => c.json({ claims: (await lab.claims(c.req.valid('query').slug)).map(claimRow) }, 200))
}
