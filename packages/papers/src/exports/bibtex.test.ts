import { expect, it } from 'vitest'

import { parseBibtexEntry } from '../bibtex/fields.ts'
import { latexToText } from '../bibtex/latex.ts'
import { bibtex } from './bibtex.ts'
import { hostilePapers, hostileTextRead, list, paperWith } from './sample-papers.ts'

const read = (paper: ReturnType<typeof paperWith>) => parseBibtexEntry(bibtex.write([paper], list), new Map())!

it('writes an arXiv paper so that every style can cite it', () => {
  expect(bibtex.write([paperWith({})], list)).toBe(`@misc{lovelace2025-2501.00001,
  title = {{A plain title}},
  author = {Lovelace, Ada and van Beethoven, Ludwig},
  year = {2025},
  month = jan,
  eprint = {2501.00001},
  archiveprefix = {arXiv},
  primaryclass = {cs.CL},
  url = {https://arxiv.org/abs/2501.00001},
  abstract = {What was done.}
}
`)
})

it('is read back by our own importer, hostile text too', () => {
  const { key, fields } = read(hostilePapers[1])
  expect(key).toMatch(/^[a-z0-9.-]+$/)
  expect(latexToText(fields.get('title')!)).toBe(hostileTextRead)
  expect(latexToText(fields.get('abstract')!)).toBe(hostileTextRead)
  expect(fields.get('doi')).toBe('10.1000/a(b)<c>')
})

it('keeps a name whole that would fall in two', () => {
  const { fields } = read(paperWith({ authors: ['Research and Development Team', 'Sammy Davis, Jr.', 'DeepSeek-AI'] }))
  expect(fields.get('author')).toBe('{Research and Development Team} and {Sammy Davis, Jr.} and DeepSeek-AI')
})

it('leaves out what is not known', () => {
  expect([...read(hostilePapers[2]).fields.keys()]).toEqual(['title', 'url'])
})
