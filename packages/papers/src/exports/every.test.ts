import { describe, expect, it } from 'vitest'

import { exportFormats, exportPapers, findExportFormat } from './index.ts'
import { hostilePapers, list, paperWith } from './sample-papers.ts'

describe.each(Object.entries(exportFormats))('%s', (extension, format) => {
  const written = format.write(hostilePapers, list)

  it('is found by its extension and names its media type', () => {
    expect(exportPapers(hostilePapers, extension, list)).toBe(written)
    expect(findExportFormat(extension)?.extension).toBe(extension)
    expect(format.mediaType).toMatch(/^application\/.+; charset=utf-8$/)
  })

  it('is well-formed Unicode without control characters, whatever the papers hold', () => {
    expect(written.isWellFormed()).toBe(true)
    expect(written.replaceAll(/[\r\n]/g, '')).not.toMatch(/[\p{Cc}\uFFFE\uFFFF]/u)
  })

  it('has every paper once, in the order given', () => {
    const papers = ['first', 'second', 'third'].map((title, n) => paperWith({ id: `2501.0000${n}`, arxivId: `2501.0000${n}`, title }))
    const places = papers.map(({ title }) => format.write(papers, list).indexOf(title))
    expect(places.every((place, n) => place > (places[n - 1] ?? -1))).toBe(true)
  })

  it('of the same papers is the same text', () => {
    expect(format.write(hostilePapers, list)).toBe(written)
  })

  it('of no papers is an empty document of its kind', () => {
    expect(() => format.write([], list)).not.toThrow()
  })
})

it('an ending that is no format is refused with those that are', () => {
  expect(findExportFormat('html')).toBeUndefined()
  expect(() => exportPapers([], 'constructor')).toThrow('There are: bib, ris, csl.json, atom, json.')
})

it('without an address the same papers give the same file, dated by the newest', () => {
  expect(exportPapers(hostilePapers, 'atom')).toContain('<updated>2025-01-02T03:04:05.000Z</updated>')
})
