import type { Paper } from '@offprint/papers'

import { notHere } from '../problem.ts'
import type { Site, SiteContext } from '../site.ts'
import type { Format } from './formats.ts'

export type ExportedList = { readonly title: string; readonly path: string; readonly papers: readonly Paper[] }

/** A list in one of its formats. */
export async function sendList(_site: Site, _c: SiteContext, format: Format, list: ExportedList): Promise<Response> {
  throw notHere(`${list.path} has no format ${format}.`)
}
