import { expect, it } from 'vitest'
import { loadEvidence } from '../evidence.ts'
import { listLab } from '../testing/lab.ts'
import { samplePapers } from '../testing/papers.ts'
import { paperMarkdown } from './send-markdown.ts'

it('gives title, people, links, abstract, and the claims as a table', async () => {
  const markdown = paperMarkdown(samplePapers[0], await loadEvidence({ lab: listLab() }), 'https://papers.example')
  expect(markdown).toContain('# Folding letters')
  expect(markdown).toContain('- <https://papers.example/papers/2512.00011>')
  expect(markdown).toContain('| folds are found | precision | 91.0 % | 84.2 % | replay | partly |')
})

it('leaves out what a paper does not have', async () => {
  const markdown = paperMarkdown(samplePapers[2], await loadEvidence({ lab: listLab() }), 'https://papers.example')
  expect(markdown).not.toMatch(/## |undefined|null/)
})
