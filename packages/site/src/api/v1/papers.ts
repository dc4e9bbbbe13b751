import { createRoute, z } from '@hono/zod-openapi'

import { isDay, isMonth, isWeek } from '../../calendar.ts'
import { notHere, quoted } from '../../problem.ts'
import type { Site } from '../../site.ts'
import { answers } from './answers.ts'
import type { V1 } from './app.ts'
import { foundPaperSchema, paperRow, paperSchema } from './schemas.ts'

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
}
const list = (schema: z.ZodType) => z.object({ papers: z.array(schema), total: z.number() })

const papersRoute = createRoute({
  method: 'get',
  path: '/papers',
  summary: 'Papers by feed day, the newest first where nothing is asked',
  request: {
    query: z.object({
      date: z.string().refine(isDay, 'A day is written YYYY-MM-DD').optional(),
      week: z.string().refine(isWeek, 'A week is written YYYY-Www').optional(),
      month: z.string().refine(isMonth, 'A month is written YYYY-MM').optional(),
      ...page,
    }),
  },
  responses: answers(list(paperSchema), 'A part of the list and its whole length', { 400: 'A parameter is wrong' }),
})

const paperRoute = createRoute({
  method: 'get',
  // Ids of DOIs have slashes in them.
  path: '/papers/{id}',
  summary: 'One paper by any of its ids',
  request: { params: z.object({ id: z.string() }) },
  responses: answers(paperSchema, 'The paper', { 404: 'There is no such paper' }),
})

const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  summary: 'Papers that have all words of a query, best first',
  request: { query: z.object({ q: z.string().min(1), ...page }) },
  responses: answers(list(foundPaperSchema).extend({ droppedWords: z.array(z.string()) }), 'A part of what was found', {
    400: 'A parameter is wrong',
  }),
})

/** /papers, /papers/{id}, /search. */
export function addPaperRoutes(v1: V1, { catalogue }: Site): void {
  v1.openapi(papersRoute, async (c) => {
    const { date, week, month, ...part } = c.req.valid('query')
    const ask = () => {
      if (date !== undefined) return catalogue.day(date, part)
      if (week !== undefined) return catalogue.week(week, part)
      return month === undefined ? catalogue.latest(part) : catalogue.month(month, part)
    }
    const { papers, total } = await ask()
    return c.json({ papers: papers.map(paperRow), total }, 200)
  })
  v1.openapi(searchRoute, async (c) => {
    const { q, ...part } = c.req.valid('query')
    const { papers, total, droppedWords } = await catalogue.search(q, part)
    return c.json(
      {
        papers: papers.map((paper) => ({ ...paperRow(paper), score: paper.score, snippet: paper.snippet })),
        total,
        droppedWords: [...droppedWords],
      },
      200,
    )
  })
  v1.openAPIRegistry.registerPath(paperRoute)
  v1.get('/papers/:id{.+}', async (c) => {
    const id = c.req.param('id')
    const paper = await catalogue.find(id)
    if (paper === undefined) throw notHere(`There is no paper ${quoted(id)} here.`, 'Ids are arXiv ids without version, or doi:…')
    return c.json(paperRow(paper))
  })
}
