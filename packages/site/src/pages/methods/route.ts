import type { PageRoute } from '../../send-page.ts'
import type { Site } from '../../site.ts'
import { MethodsPage } from './page.tsx'

/** `/methods`: every paper with a folder here, those that run first. */
export function methodsRoute(site: Site): PageRoute {
  return async () => {
    const [evidence, papers] = await Promise.all([site.evidence(), site.catalogue.withCards()])
    const idOf = new Map(papers.map(({ slug, id }) => [slug, id]))
    return {
      title: 'Methods',
      description: 'The papers whose methods can be run here, and those whose claims wait for one.',
      address: '/methods',
      current: 'methods',
      body: MethodsPage({ evidence, paperId: (method) => idOf.get(method.slug) ?? method.card.arxivId }),
    }
  }
}
