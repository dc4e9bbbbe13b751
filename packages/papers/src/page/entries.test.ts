import { expect, it } from 'vitest'
import { readLines } from '../reading/lines.ts'
import { streamOf } from '../reading/testing.ts'
import { toEntries } from './entries.ts'
import { readRuns } from './runs.ts'

const long = 'We study widgets at length and in depth, for as long as it takes. '.repeat(6).trim()

async function entriesOf(page: string) {
  const runs = await Array.fromAsync(readRuns(readLines(streamOf(page))))
  return runs.flatMap(({ items }) => toEntries(items)).map(({ title, abstract, small }) => ({ title, abstract, ...small }))
}

it('reads title, abstract and small print', async () => {
  expect(await entriesOf(`A Title\n\n${long}\n\n  • 2 authors\n·\nFeb 10, 2023 4\n`)).toMatchObject([
    { title: 'A Title', abstract: long, authorCount: 2, date: { year: 2023, month: 2, day: 10 }, comments: 4 },
  ])
})

it.each([
  ['wlab Widget Lab\n·\nDec 18 2', 'in the place of the author count'],
  ['·Widget Lab\n·\nDec 18 2', 'glued to its dot'],
  ['  • 3 authors\n·\nWidget Lab\n·\nDec 18 2', 'between author count and date'],
  ['Widget Lab\n  • 3 authors\n·\nDec 18 2', 'above the author count'],
  ['Widget Lab · 3 authors · Dec 18 2', 'on one line with everything'],
  ['Widget Lab\n\n·\n\nDec 18 2', 'with blank lines between'],
])('finds the organisation: %j', async (small) => {
  const page = `A Title\n\n${long}\n\n${small}\n\nNext Title\n\n${long}\n\n  • 1 author\n·\nDec 1\n`
  const [first, second] = await entriesOf(page)
  expect(first).toMatchObject({ title: 'A Title', abstract: long, organization: 'Widget Lab', comments: 2 })
  expect(second).toMatchObject({ title: 'Next Title', abstract: long, authorCount: 1, comments: undefined })
})

it('joins titles and abstracts of several lines and paragraphs', async () => {
  const wrapped = long.replaceAll('. ', '.\n')
  expect(await entriesOf(`A Title in\nTwo Lines\n\n${wrapped}\n\nA second paragraph: see https://x.example\n\n·\nFeb 1\n`)).toMatchObject([
    { title: 'A Title in Two Lines', abstract: `${long} A second paragraph: see https://x.example` },
  ])
})

it('begins a new entry where the small print of the one before is missing', async () => {
  expect((await entriesOf(`First\n\n${long}\n\nSecond\n\n${long}\n\n·\nFeb 1\n`)).map(({ title, isThere }) => [title, isThere])).toEqual([
    ['First', false],
    ['Second', true],
  ])
})

it('reads a page that lost its blank lines', async () => {
  const entry = (title: string) => `${title}\n${long}\n  • 2 authors\n·\nFeb 10, 2023 1\n`
  expect((await entriesOf(entry('First') + entry('Second'))).map(({ title, abstract }) => [title, abstract])).toEqual([
    ['First', long],
    ['Second', long],
  ])
})

it('reads votes above titles where the page prints them there', async () => {
  const entry = (votes: number, title: string, comments: string) =>
    `${votes}\n\n${title}\n\n${long}\n\n  • 2 authors\n·\nFeb 10, 2023${comments}\n\n`
  expect(
    (await entriesOf(entry(12, 'First', ' 3') + entry(45, 'Second', ''))).map(({ title, votes, comments }) => [title, votes, comments]),
  ).toEqual([
    ['First', 12, 3],
    ['Second', 45, undefined],
  ])
})

it('reads the day’s own layout, without abstracts and dates', async () => {
  const page = 'Submitted by\n\nada\n\n12\n\nFirst Title\n\n·\n8 authors\n\n3\n\nSubmitted by\n\nbo\n\n7\n\nSecond Title\n\n·\n2 authors\n'
  expect((await entriesOf(page)).map(({ title, votes, authorCount }) => [title, votes, authorCount])).toEqual([
    ['First Title', 12, 8],
    ['Second Title', 7, 2],
  ])
})
