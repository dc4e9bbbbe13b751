import { isJsonLines } from '../reading/head.ts'
import type { Importer, InputHead, Reading } from '../reading/importer.ts'
import { readJsonElements } from '../reading/json-elements.ts'
import { parseJsonRecord } from '../reading/json-record.ts'

/** Hugging Face's JSON: an array of daily_papers entries, one entry, one flat paper, or the page data `{"dailyPapers":[…]}`. */
export const huggingFaceJson: Importer = {
  name: 'Hugging Face JSON (daily_papers entries or papers)',
  detect,
  async *read(bytes) {
    for await (const { at, text, problem } of readJsonElements(bytes)) {
      yield problem === undefined ? parseJsonRecord(at, text) : ({ failed: { at, reason: problem } } satisfies Reading)
    }
  },
  sample: {
    fileName: 'daily-papers.json',
    text: JSON.stringify({
      dailyPapers: [
        {
          paper: {
            id: '2401.00001',
            authors: [{ _id: 'a1', name: 'Ada One', hidden: false }],
            publishedAt: '2024-01-01T17:08:18.000Z',
            submittedOnDailyAt: '2024-01-03T03:55:12.777Z',
            title: 'A study of widgets',
            summary: 'Widgets\nare studied.',
            upvotes: 10,
            githubRepo: 'https://github.com/one/widgets',
            projectPage: 'https://widgets.example',
            ai_keywords: ['widgets'],
            organization: { _id: 'o1', name: 'wlab', fullname: 'Widget Lab' },
          },
          publishedAt: '2024-01-01T12:08:18.000Z',
          title: 'A study of widgets',
          summary: 'Widgets are studied.',
          thumbnail: 'https://cdn.example/t.png',
          numComments: 1,
          submittedBy: { _id: 'u1', fullname: 'Ada One', name: 'ada' },
          isAuthorParticipating: false,
        },
        { paper: null },
      ],
    }),
    context: { modifiedAt: new Date('2024-06-01T00:00:00Z') },
    expected: [
      {
        source: 'huggingface',
        record: {
          arxivId: '2401.00001',
          title: 'A study of widgets',
          abstract: 'Widgets are studied.',
          authors: ['Ada One'],
          authorCount: 1,
          organization: 'Widget Lab',
          publishedAt: '2024-01-01T17:08:18.000Z',
          featuredAt: '2024-01-03',
          codeUrl: 'https://github.com/one/widgets',
          projectUrl: 'https://widgets.example',
          upvotes: 10,
          comments: 1,
          extra: {
            authors: [{ _id: 'a1', name: 'Ada One', hidden: false }],
            submittedOnDailyAt: '2024-01-03T03:55:12.777Z',
            ai_keywords: ['widgets'],
            organization: { _id: 'o1', name: 'wlab', fullname: 'Widget Lab' },
            thumbnail: 'https://cdn.example/t.png',
            submittedBy: { _id: 'u1', fullname: 'Ada One', name: 'ada' },
            isAuthorParticipating: false,
          },
        },
      },
    ],
    failed: [{ at: 'entry 2 (byte 696)', reason: "the entry's paper is null" }],
  },
}

function detect({ name, text }: InputHead): boolean {
  if (/\.(?:jsonl|ndjson)$/.test(name)) return false
  const start = text.replace(/^\ufeff/, '').trimStart()
  return /^(?:\[\s*(?:\{|\]|$)|\{\s*"|\{\s*\})/.test(start) && !isJsonLines(start)
}
