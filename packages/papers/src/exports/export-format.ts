import type { Paper } from '../paper.ts'

/** What a list is called and where it stands; feeds carry it, the other formats leave it out. */
export type ExportedList = {
  readonly title: string
  /** The list's own page. */
  readonly url: string
  /** The address of this export. */
  readonly feedUrl: string
  /** The site without a closing slash; a paper's page is `<site>/papers/<id>`. */
  readonly siteUrl: string
  /** When the list last changed: the newest of its papers, or the moment of the request. */
  readonly updated: Date
}

/** One format that every list and query can be had in. */
export type ExportFormat = {
  /** What stands behind the dot: `/today.atom`. */
  readonly extension: string
  readonly mediaType: string
  /** The whole document, in the order of the papers. */
  readonly write: (papers: readonly Paper[], list: ExportedList) => string
}
