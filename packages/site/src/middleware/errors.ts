import { LabError } from '@offprint/lab'
import { BadInputError } from '@offprint/papers'
import type { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'

import { renderLayout } from '../components/layout.tsx'
import { ProblemPage } from '../pages/problem/page.tsx'
import { notHere, Problem, quoted } from '../problem.ts'
import type { Env, Site, SiteContext } from '../site.ts'
import { originOf } from '../site.ts'

/** Every refusal and failure leaves by one door: a page for people, JSON with `X-Error-Message` under /api. */
export function answerErrors(app: Hono<Env>, site: Site): void {
  app.onError((error, c) => {
    const problem = problemOf(error)
    if (problem.status >= 500) site.config.log?.error({ requestId: c.get('requestId'), err: error }, 'request failed')
    return sendProblem(site, c, problem)
  })
  app.notFound((c) => sendProblem(site, c, missing(app, c)))
}

/** Whatever was thrown, as something to tell the person who asked; what we did not foresee tells them nothing of its inside. */
export function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof LabError) return labProblem(error)
  if (error instanceof BadInputError)
    return new Problem(error.code === 'query-too-long' ? 414 : 400, error.message, 'Change it and ask again.')
  if (error instanceof HTTPException && error.status < 500)
    return new Problem(error.status as 400, error.message || 'This request cannot be read.', 'Check it and send it again.')
  return storeProblem(error) ?? unforeseen()
}

function unforeseen(): Problem {
  const advice = 'Try again; if it stays, report it with the request’s number below.'
  return new Problem(500, 'Something failed here, and it is not your doing.', advice)
}

// The site does not know the store (DESIGN.md, Rooms): its errors are known by their stable codes.
function storeProblem({ name, code }: Error & { readonly code?: unknown }): Problem | undefined {
  if (name !== 'StoreError') return undefined
  if (code === 'disk-full')
    return new Problem(507, 'The disk here is full: this was not kept, everything before it is.', 'Try again when there is space.')
  if (code === 'read-only')
    return new Problem(503, 'The database here can only be read, so nothing was changed.', 'Ask who runs this site to open it for writing.')
  if (code === 'busy') return new Problem(503, 'Another program holds the database.', 'Try again in a few seconds.', { 'retry-after': '5' })
  return undefined
}

const labStatus = {
  'unknown-method': 404,
  'unknown-run': 404,
  'not-runnable': 409,
  'missing-data': 409,
  'missing-model': 409,
  'bad-input': 400,
  'wrong-token': 403,
  'too-many-waiting': 429,
  'queue-full': 503,
} as const satisfies Record<LabError['code'], number>

/** A refusal of the lab with its status and, where it says when to come back, the header for it. */
export function labProblem(error: LabError): Problem {
  const retry = error.retryAfterSeconds
  const advice = retry === undefined ? 'Change what was sent, and send it again.' : `Come back in ${Math.ceil(retry)} seconds.`
  const untold = error.issues.filter(({ message }) => !error.message.includes(message))
  const text = [error.message, untold.map(({ path, message }) => `${path}: ${message}`).join('; ')].filter(Boolean).join(' ')
  return new Problem(labStatus[error.code], text, advice, retry === undefined ? {} : { 'retry-after': String(Math.ceil(retry)) })
}

// An address that answers to another method is not missing: 405 says which it takes.
function missing(app: Hono<Env>, c: SiteContext): Problem {
  const allowed = ['GET', 'POST', 'DELETE'].filter((method) => method !== c.req.method && answers(app, method, c.req.path))
  if (allowed.length > 0 && c.req.method !== 'HEAD') {
    return new Problem(405, `${c.req.method} is not something this address takes.`, `It takes ${allowed.join(' and ')}.`, {
      allow: allowed.join(', '),
    })
  }
  return notHere(`There is nothing at ${quoted(c.req.path)}.`)
}

function answers(app: Hono<Env>, method: string, path: string): boolean {
  return app.router.match(method, path)[0].some(([[, route]]) => route.method === method)
}

async function sendProblem(site: Site, c: SiteContext, problem: Problem): Promise<Response> {
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
  c.header('cache-control', 'no-store')
  if (c.req.path.startsWith('/api/')) {
    const error = plainMarks(`${problem.message} ${problem.advice}`)
    // Header values are Latin-1: what is not is written as a question mark, the body has it in full.
    c.header('x-error-message', error.replace(/[^\x20-\x7e]/g, '?'))
    return c.json({ error }, problem.status)
  }
  const page = {
    title: problem.message.length > 60 ? `Error ${problem.status}` : problem.message.replace(/\.$/, ''),
    address: c.req.path,
    index: false,
    body: ProblemPage({ problem, requestId: problem.status >= 500 ? c.get('requestId') : undefined }),
  }
  // The catalogue itself may be what failed: a page about it must not need it.
  const paperCount = await site.paperCount().catch(() => 0)
  const today = site.now().toISOString().slice(0, 10)
  return c.html(renderLayout(page, { origin: originOf(site, c), today, paperCount, href: site.assets.href }), problem.status)
}

// Clients print the header's text and the body's where they differ (huggingface_hub does): the usual marks are ASCII in both.
function plainMarks(text: string): string {
  return text
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\u2019/g, "'")
    .replace(/\u2026/g, '...')
}
