import { readdirSync, readFileSync } from 'node:fs'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import type { Card, Claim } from './contract.ts'
import { readRegistry } from './registry.ts'

const cards: readonly Card[] = (await readRegistry()).map((method) => method.card)
const fold = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The small print of the saved page by folded title: what stands between a title and the next. */
function readSeedPage(): Map<string, { authorCount: number | undefined; date: string | undefined }> {
  const [name] = readdirSync(sharedPath('seeds'))
  const lines = readFileSync(sharedPath(`seeds/${name}`), 'utf8').split('\n')
  const titles = new Set(cards.map((card) => fold(card.title)))
  const starts = lines.flatMap((line, i) => (titles.has(fold(line)) ? [i] : []))
  return new Map(
    starts.map((start, i) => {
      const entry = lines.slice(start, starts[i + 1])
      const authorLine = entry.find((line) => /^\s*• \d+ authors/.test(line))
      return [
        fold(lines[start]),
        { authorCount: authorLine ? Number.parseInt(authorLine.replace('•', ''), 10) : undefined, date: dateOf(entry) },
      ]
    }),
  )
}

/** The page shows no year for the year in which it was saved, 2025, and the comment count after the date. */
function dateOf(entry: readonly string[]): string | undefined {
  const line = entry.find((one) => /^[A-Z][a-z]{2} \d/.test(one))
  const match = /^([A-Z][a-z]{2}) (\d+)(?:, (\d{4}))?/.exec(line ?? '')
  return match ? new Date(`${match[1]} ${match[2]}, ${match[3] ?? '2025'} UTC`).toISOString().slice(0, 10) : undefined
}

it('has 47 cards, no slug, arXiv id or title twice', () => {
  expect(cards).toHaveLength(47)
  for (const key of ['slug', 'arxivId', 'title'] as const) expect(new Set(cards.map((card) => card[key])).size).toBe(47)
})

it('gives each paper an arXiv id of the month in which it first appeared, or of the one after', () => {
  for (const { slug, arxivId, published } of cards) {
    expect(arxivId, slug).toMatch(/^\d{4}\.\d{5}$/)
    expect(published, slug).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    const month = (year: number, ordinal: number) => year * 12 + ordinal
    const lag =
      month(2000 + Number(arxivId.slice(0, 2)), Number(arxivId.slice(2, 4))) -
      month(Number(published.slice(0, 4)), Number(published.slice(5, 7)))
    expect([0, 1], `${slug}: ${arxivId} and ${published}`).toContain(lag)
  }
})

it('makes two claims or more a card, told apart by kebab-case ids', () => {
  for (const { slug, claims } of cards) {
    const ids = claims.map((claim) => claim.id)
    expect(ids.length, slug).toBeGreaterThanOrEqual(2)
    expect(new Set(ids).size, slug).toBe(ids.length)
    for (const id of ids) expect(id, slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  }
})

it('gives shares between 0 and 1 and a whole sentence to every claim', () => {
  const isWrong = ({ unit, paper, claim, where }: Claim) =>
    (unit === 'share' && paper !== null && (paper < 0 || paper > 1)) || claim.length < 20 || !where
  expect(cards.flatMap((card) => card.claims.filter(isWrong).map((claim) => `${card.slug}: ${claim.id}`))).toEqual([])
})

it('says for each claim how it is decided, or what that would take', () => {
  for (const { slug, claims } of cards) {
    for (const { id, kind, rule } of claims) {
      expect(kind === null, `${slug}: ${id}`).toBe('wouldTake' in rule)
      if ('wouldTake' in rule) expect(rule.wouldTake, `${slug}: ${id}`).toMatch(/\.$/)
    }
  }
})

it('has a summary of two to four sentences', () => {
  const counts = cards.map(({ slug, summary }) => ({ slug, count: summary.split(/(?<=[.?!])\s+(?=[A-Z])/).length }))
  expect(counts.filter(({ count }) => count < 2 || count > 4)).toEqual([])
})

it('ties every finding to claims of its card', () => {
  for (const { slug, claims, findings } of cards) {
    for (const finding of findings ?? [])
      expect(
        claims.map((claim) => claim.id),
        slug,
      ).toEqual(expect.arrayContaining([...finding.claims]))
  }
})

it(
  'agrees with the dossiers in arXiv id',
  needs('shared', () => {
    for (const { slug, arxivId } of cards) {
      const [head] = readFileSync(sharedPath(`papers/${slug}.md`), 'utf8').split('\n')
      expect(head, slug).toContain(`arXiv ${arxivId}`)
    }
  }),
)

it(
  'agrees with the saved page in title, author count and date',
  needs('shared', () => {
    const page = readSeedPage()
    for (const { slug, title, authorCount, published } of cards) {
      const entry = page.get(fold(title))
      expect(entry, `${slug}: its title is not on the page`).toBeDefined()
      // Two entries show an organisation in place of the count, or nothing.
      expect(authorCount, slug).toBe(entry?.authorCount ?? authorCount)
      expect(published, slug).toBe(entry?.date ?? published)
    }
    expect([...page.values()].filter((entry) => entry.authorCount === undefined)).toHaveLength(2)
  }),
)
