import { expect, it } from 'vitest'
import { loadEvidence } from '../evidence.ts'
import { listLab } from '../testing/lab.ts'
import { paper, samplePapers } from '../testing/papers.ts'
import { originLine, PaperCard } from './paper-card.tsx'

const evidence = await loadEvidence({ lab: listLab() })
const card = (index: number) => String(<PaperCard paper={samplePapers[index]} evidence={evidence} />)

it('puts the title as one link under one h3, which is how feed makers find papers', () => {
  expect(card(0).match(/<h3><a href="\/papers\/2512\.00011">/g)).toHaveLength(1)
})

it('shows the evidence, what it costs to run, and the votes as a number', () => {
  const html = card(0)
  expect(html).toMatch(/precision <b>84\.2 %.*claimed 91\.0 %.*partly/)
  expect(html).toMatch(/Run it.*12 s.*12 comments/)
  expect(html).toContain('<b>553</b> votes')
})

it('says that a paper with only a card does not run yet, and offers nothing to run', () => {
  expect(card(1)).toContain('not yet runnable')
  expect(card(1)).not.toContain('Run it')
})

it('escapes titles and sets their maths', () => {
  expect(card(1)).toMatch(/On the <span class="katex">.*-page problem in &lt;em&gt;bound&lt;\/em&gt;/)
})

it('gives no vote to a paper without votes, and no place to vote', () => {
  expect(card(2)).toContain('<p class="votes"></p>')
  expect(card(0)).not.toMatch(/<button|<form/)
})

it('says where a paper is from, as far as it is known', () => {
  expect(originLine(samplePapers[0])).toBe('Institute of Stationery · 4 authors · December 2025')
  expect(originLine(paper({ id: 'x', title: 'x' }))).toBe('')
})

it('says why a paper stands here, term by term', () => {
  const why = { text: 'Most votes.', terms: [{ name: 'votes', value: 553, because: 'readers’ votes' }] }
  expect(String(<PaperCard paper={samplePapers[0]} evidence={evidence} why={why} />)).toMatch(
    /why here\?.*Most votes\..*votes.*553.*readers’ votes/,
  )
})
