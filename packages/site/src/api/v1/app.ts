import { OpenAPIHono } from '@hono/zod-openapi'

import { Problem } from '../../problem.ts'
import type { Env, Site } from '../../site.ts'
import { addClaimRoutes } from './claims.ts'
import { addMethodRoutes } from './methods.ts'
import { addPaperRoutes } from './papers.ts'
import { addRunRoutes } from './runs.ts'

export type V1 = OpenAPIHono<Env>

/** Our own API under /api/v1, described by /api/v1/openapi.json from the schemas that check it. */
export function createV1(site: Site): V1 {
  const v1: V1 = new OpenAPIHono<Env>({ defaultHook: refuse })
  addPaperRoutes(v1, site)
  addClaimRoutes(v1, site)
  addMethodRoutes(v1, site)
  addRunRoutes(v1, site)
  v1.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Offprint',
      version: '1',
      description:
        'Papers, their methods, runs, and the ledger of claims. Times are ISO in UTC, shares are 0-1, errors are {"error": "text"}.',
    },
    servers: [{ url: '/api/v1' }],
  })
  return v1
}

type Checked = { readonly success: boolean; readonly error?: { readonly issues: readonly { path: PropertyKey[]; message: string }[] } }

function refuse({ success, error }: Checked): void {
  if (success || error === undefined) return
  const said = error.issues.map(({ path, message }) => `${path.join('.') || 'The body'}: ${message}`).join('; ')
  throw new Problem(400, `${said}.`, 'The fields are described in /api/v1/openapi.json.')
}
