import type { Paper } from '../paper.ts'
import { atom } from './atom.ts'
import { bibtex } from './bibtex.ts'
import { cslJson } from './csl-json.ts'
import type { ExportedList, ExportFormat } from './export-format.ts'
import { jsonFeed } from './json-feed.ts'
import { ris } from './ris.ts'

/** Every format by the end of its address: `/today.atom`, `/search.bib?q=…`. */
export const exportFormats: Readonly<Record<string, ExportFormat>> = Object.fromEntries(
  [bibtex, ris, cslJson, atom, jsonFeed].map((format) => [format.extension, format]),
)

/**
 * Papers in one of the formats. `list` says where they stand; without it (on the command line) the addresses are those of a
 * server started without settings. Throws RangeError for a format that does not exist.
 */
export function exportPapers(papers: readonly Paper[], extension: string, list: ExportedList = localList(papers)): string {
  const format = findExportFormat(extension)
  if (!format) throw new RangeError(`There is no format "${extension}". There are: ${Object.keys(exportFormats).join(', ')}.`)
  return format.write(papers, list)
}

/** The format of an extension, undefined for one that is none (`html`). */
export function findExportFormat(extension: string): ExportFormat | undefined {
  return Object.hasOwn(exportFormats, extension) ? exportFormats[extension] : undefined
}

function localList(papers: readonly Paper[]): ExportedList {
  const siteUrl = 'http://127.0.0.1:3000'
  const newest = papers.map(({ publishedAt, feedDay }) => Date.parse(publishedAt ?? feedDay ?? '')).filter(Number.isFinite)
  // The newest paper rather than the clock: the same papers give the same file.
  return { title: 'Offprint', url: `${siteUrl}/`, feedUrl: `${siteUrl}/latest.atom`, siteUrl, updated: new Date(Math.max(0, ...newest)) }
}
