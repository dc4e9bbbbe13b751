import { LabError } from '@offprint/lab'
import { setCookie } from 'hono/cookie'

import type { Tab } from '../../addresses.ts'
import { runAddress } from '../../addresses.ts'
import { Notice } from '../../components/notice.tsx'
import { fieldsOf, inputOf } from '../../forms/fields.ts'
import { labProblem } from '../../middleware/errors.ts'
import { requesterOf } from '../../middleware/requester.ts'
import { notHere, quoted } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Page, Site, SiteContext } from '../../site.ts'
import { experimentTab, paperPage, tryTab } from '../paper/route.ts'
import { deleteCookie } from './delete-cookie.ts'
import { findRun } from './route.ts'

/** A day, in which the browser that started a try can delete it without knowing the token. */
const deleteCookieSeconds = 86_400

/** POST /methods/<slug>/try: queues a try and leads to its run; a refused form comes back as it was typed. */
export function startTryRoute(site: Site): PageRoute {
  return async (c) => {
    const method = methodOf(site, c)
    const input = inputOf(fieldsOf(method.try?.schema ?? {}), await c.req.parseBody())
    try {
      const { id, deleteToken } = await site.lab.startTry(method.slug, input, { requester: requesterOf(c) })
      const secure = new URL(c.req.url).protocol === 'https:'
      setCookie(c, deleteCookie(id), deleteToken, {
        path: runAddress(id),
        httpOnly: true,
        sameSite: 'Strict',
        secure,
        maxAge: deleteCookieSeconds,
      })
      return c.redirect(runAddress(id), 303)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      return refused(site, c, error, 'try', await tryTab(site, method, { values: input, refusal: error }))
    }
  }
}

/** POST /methods/<slug>/experiment: queues an experiment, or leads to the finished run with the same key. */
export function startExperimentRoute(site: Site): PageRoute {
  return async (c) => {
    const method = methodOf(site, c)
    const form = await c.req.parseBody()
    const experiment = method.experiments.find(({ name }) => name === form.experiment)
    const size = experiment?.sizes.find((one) => one === form.size)
    if (size === undefined)
      throw notHere(`${method.slug} has no experiment ${quoted(String(form.experiment))} of size ${quoted(String(form.size))}.`)
    try {
      const { id } = await site.lab.startExperiment(method.slug, { experiment: experiment?.name, size, requester: requesterOf(c) })
      return c.redirect(runAddress(id), 303)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      return refused(site, c, error, 'experiment', await experimentTab(site, method, error))
    }
  }
}

/** POST /runs/<id>/cancel. */
export function cancelRoute(site: Site): PageRoute {
  return async (c) => {
    const { id } = await findRun(site, c)
    await site.lab.cancel(id)
    return c.redirect(runAddress(id), 303)
  }
}

/** POST /runs/<id>/delete with the token given at the start. */
export function deleteRoute(site: Site): PageRoute {
  return async (c) => {
    const { id, slug } = await findRun(site, c)
    const { token } = await c.req.parseBody()
    await site.lab.deleteTry(id, String(token ?? ''))
    setCookie(c, deleteCookie(id), '', { path: runAddress(id), maxAge: 0 })
    const children = `The text, the result and the address of this run of ${slug} are gone.`
    return { title: 'Deleted', address: runAddress(id), index: false, body: Notice({ title: 'This try is deleted', children }) }
  }
}

function methodOf(site: Site, c: SiteContext) {
  const slug = c.req.param('slug') ?? ''
  const method = site.lab.findMethod(slug)
  if (method === undefined) throw notHere(`There is no method ${quoted(slug)} here.`, 'All of them are listed under Methods.')
  return method
}

async function refused(site: Site, c: SiteContext, error: LabError, tab: Tab, body: Page['body']): Promise<Page> {
  const paper = await site.catalogue.findBySlug(c.req.param('slug') ?? '')
  if (paper === undefined) throw error
  const { status, headers } = labProblem(error)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return { ...paperPage(paper, await site.evidence(), tab, body), index: false, status }
}
