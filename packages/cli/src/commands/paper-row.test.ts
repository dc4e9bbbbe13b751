import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerPapers } from './papers.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('has the public fields and no other, in their order', async () => {
  const { rows, text } = await verbs.run(registerPapers, ['papers', '--limit', '1'])
  const names = [
    'id',
    'title',
    'abstract',
    'authors',
    'authorCount',
    'organization',
    'publishedAt',
    'featuredAt',
    'upvotes',
    'commentCount',
  ]
  expect(Object.keys(rows[0])).toEqual([...names, 'runnable'])
  expect(text).toMatch(/^2512\.17206 {2}Reasoning Palette.*\n {4}2025-12-18 · alibaba-inc · 10 authors\n$/)
})
