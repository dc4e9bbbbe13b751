import type { Rooms } from '../rooms.ts'
import type { SiteContext } from '../site.ts'

/** `/v1/*`: the models of this machine. The answer is theirs, with the site's own headers. */
export function modelsRoute(models: NonNullable<Rooms['models']>): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const answer = await models.handle(c.req.raw)
    if (!answer.headers.has('cache-control')) c.header('cache-control', 'no-store')
    return c.newResponse(answer.body, answer)
  }
}
