import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getPath } from 'hono/utils/url'

import { dailyPapersRoute } from './api/hugging-face/daily-papers.ts'
import { paperByIdRoute, paperReposRoute, searchPapersRoute } from './api/hugging-face/papers.ts'
import { modelsRoute } from './api/models.ts'
import { createV1 } from './api/v1/app.ts'
import { withoutFormat } from './lists/formats.ts'
import { readableAddress } from './middleware/address.ts'
import { answerErrors } from './middleware/errors.ts'
import { rateLimit } from './middleware/rate-limit.ts'
import { requestId } from './middleware/request-id.ts'
import { requestLog } from './middleware/request-log.ts'
import { sameOrigin } from './middleware/same-origin.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { assetRoute } from './pages/assets/route.ts'
import { authorRoute } from './pages/author/route.ts'
import { claimsRoute } from './pages/claims/route.ts'
import { papersDayRoute, papersMonthRoute, papersRoute, papersWeekRoute } from './pages/feed/papers-route.ts'
import { dayRoute, frontRoute, monthRoute, newestRoute, trendingRoute, weekRoute } from './pages/feed/route.ts'
import { healthRoute, robotsRoute } from './pages/health/route.ts'
import { methodsRoute } from './pages/methods/route.ts'
import { paperRoute } from './pages/paper/route.ts'
import { rankingRoute } from './pages/ranking/route.ts'
import { cancelRoute, deleteRoute, startExperimentRoute, startTryRoute } from './pages/run/actions.ts'
import { runEventsRoute } from './pages/run/events.ts'
import { runFileRoute, runRoute } from './pages/run/route.ts'
import { searchRoute } from './pages/search/route.ts'
import { Problem } from './problem.ts'
import type { Rooms } from './rooms.ts'
import { freshPage, keptPage } from './send-page.ts'
import type { Env } from './site.ts'
import { createSite } from './site.ts'

/** A posted form holds pasted texts: two megabytes are a thick book. */
const mostBodyBytes = 2_000_000

/**
 * The whole site as one Hono app: middleware in order, then one line a route. Paths are matched without a format's ending,
 * which the routes read from the address (lists/formats.ts).
 */
export function createApp(given: Pick<Rooms, 'catalogue' | 'lab'> & Partial<Rooms>): Hono<Env> {
  const rooms: Rooms = { config: {}, now: () => new Date(), ...given }
  const site = createSite(rooms)
  const app = new Hono<Env>({ getPath: (request) => withoutFormat(getPath(request)) })
  answerErrors(app, site)

  app.use(requestId)
  app.use(requestLog(rooms.config.log))
  app.use(securityHeaders)
  app.use(readableAddress)
  app.use(rateLimit(rooms.now))
  app.use(sameOrigin(rooms.config.origin))
  app.use(bodyLimit({ maxSize: mostBodyBytes, onError: refuseBody }))

  app.get('/', keptPage(site, frontRoute(site)))
  app.get('/today', keptPage(site, frontRoute(site)))
  app.get('/date/:day', keptPage(site, dayRoute(site)))
  app.get('/week', keptPage(site, newestRoute(site, '/week')))
  app.get('/week/:week', keptPage(site, weekRoute(site)))
  app.get('/month', keptPage(site, newestRoute(site, '/month')))
  app.get('/month/:month', keptPage(site, monthRoute(site)))
  app.get('/trending', keptPage(site, trendingRoute(site)))
  app.get('/papers', keptPage(site, papersRoute(site)))
  app.get('/papers/date/:day', keptPage(site, papersDayRoute(site)))
  app.get('/papers/week/:week', keptPage(site, papersWeekRoute(site)))
  app.get('/papers/month/:month', keptPage(site, papersMonthRoute(site)))
  app.get('/papers/:id{.+}', keptPage(site, paperRoute(site)))
  app.get('/search', keptPage(site, searchRoute(site)))
  app.get('/claims', keptPage(site, claimsRoute(site)))
  app.get('/methods', keptPage(site, methodsRoute(site)))
  app.get('/authors/:slug', keptPage(site, authorRoute(site)))
  app.get('/about/ranking', keptPage(site, rankingRoute))
  app.post('/methods/:slug/try', freshPage(site, startTryRoute(site)))
  app.post('/methods/:slug/experiment', freshPage(site, startExperimentRoute(site)))
  app.get('/runs/:id', freshPage(site, runRoute(site)))
  app.get('/runs/:id/events', runEventsRoute(site))
  app.get('/runs/:id/files/:index/:name', runFileRoute(site))
  app.post('/runs/:id/cancel', freshPage(site, cancelRoute(site)))
  app.post('/runs/:id/delete', freshPage(site, deleteRoute(site)))

  app.get('/api/daily_papers', dailyPapersRoute(site))
  app.get('/api/papers/search', searchPapersRoute(site))
  app.get('/api/papers/:id{.+}', paperByIdRoute(site))
  app.get('/api/arxiv/:id{.+}/repos', paperReposRoute(site))
  app.route('/api/v1', createV1(site))

  if (rooms.models) app.all('/v1/*', modelsRoute(rooms.models))
  app.get('/assets/:file', assetRoute(site))
  app.get('/healthz', healthRoute(site))
  app.get('/robots.txt', robotsRoute)
  app.get('/favicon.ico', (c) => c.redirect(site.assets.href('favicon.svg')))
  return app
}

function refuseBody(): never {
  throw new Problem(413, 'What was sent is larger than 2 MB.', 'Send a shorter text: a thick book fits.')
}
