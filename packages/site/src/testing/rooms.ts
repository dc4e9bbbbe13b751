import type { Run } from '@offprint/lab'
import type { Paper } from '@offprint/papers'

import { createApp } from '../app.ts'
import type { SiteConfig } from '../rooms.ts'
import { arrayCatalogue } from './catalogue.ts'
import { listLab } from './lab.ts'
import { samplePapers } from './papers.ts'

/** Christmas Eve of 2025, the day of the sample papers. */
export const sampleNow = new Date('2025-12-24T18:00:00.000Z')

type Given = { readonly papers?: readonly Paper[]; readonly runs?: readonly Run[]; readonly now?: Date; readonly config?: SiteConfig }

/** The site over an array of papers and a list of runs, asked directly: `site.get('/')`, `site.post('/…', { field: 'x' })`. */
export function sampleSite({ papers = samplePapers, runs = [], now = sampleNow, config = {} }: Given = {}) {
  const catalogue = arrayCatalogue(papers)
  const lab = listLab(runs)
  const app = createApp({ catalogue, lab, config, now: () => now })
  return {
    app,
    catalogue,
    lab,
    get: (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    text: async (path: string) => (await app.request(path)).text(),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      app.request(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  }
}
