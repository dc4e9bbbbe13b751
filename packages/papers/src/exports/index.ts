import { atom } from './atom.ts'
import { bibtex } from './bibtex.ts'
import { cslJson } from './csl-json.ts'
import type { ExportFormat } from './export-format.ts'
import { jsonFeed } from './json-feed.ts'
import { ris } from './ris.ts'

/** Every format by the end of its address: `/today.atom`, `/search.bib?q=…`. */
export const exportFormats: readonly ExportFormat[] = [atom, jsonFeed, bibtex, ris, cslJson]

/** The format of an extension, undefined for one that is none (`.html`). */
export function findExportFormat(extension: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.extension === extension)
}
