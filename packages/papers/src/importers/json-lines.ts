import { isJsonLines } from '../reading/head.ts'
import type { Importer, InputHead, Reading } from '../reading/importer.ts'
import { parseJsonRecord } from '../reading/json-record.ts'
import { type Line, readLines } from '../reading/lines.ts'

/** JSON Lines: one object a line, in any shape that `parseJsonRecord` reads. Blank lines are passed over. */
export const jsonLines: Importer = {
  name: 'JSON Lines (one object a line)',
  detect,
  async *read(bytes) {
    for await (const line of readLines(bytes)) {
      if (line.problem !== undefined || line.text.trim() !== '') yield readLine(line)
    }
  },
  sample: {
    fileName: 'papers.jsonl',
    text: [
      '{"id": "2503.00001v2", "title": "A study of  widgets", "abstract": "Widgets are\\nstudied.", "authors": ["Ada One", "Bo Two"], "published": "2025-03-18", "categories": ["cs.CL", "cs.AI"], "comment": "12 pages", "src": "arxiv-daily"}',
      '',
      '{"id": "2401.00002", "title": "Gadgets", "abstract": "", "authors": ["Cy Three"], "published": "2024-01-02", "upvotes": 13, "src": "hf-daily"}',
      '{"title": 5}',
      '{"id": "doi:10.1000/x1", "title": "Exported", "authors": [], "authorCount": 4, "organization": "Widget Lab", "publishedAt": "2024-01-02T10:00:00.000Z", "featuredAt": "2024-01-05", "upvotes": 2, "commentCount": 1, "runnable": false}',
      '{"id": "2401.00003", "tit',
    ].join('\n'),
    context: { modifiedAt: new Date('2025-06-01T00:00:00Z') },
    expected: [
      {
        source: 'arxiv',
        record: {
          arxivId: '2503.00001',
          version: 2,
          title: 'A study of widgets',
          abstract: 'Widgets are studied.',
          authors: ['Ada One', 'Bo Two'],
          authorCount: 2,
          categories: ['cs.CL', 'cs.AI'],
          publishedAt: '2025-03-18T00:00:00.000Z',
          remark: '12 pages',
        },
      },
      {
        source: 'huggingface',
        record: {
          arxivId: '2401.00002',
          title: 'Gadgets',
          authors: ['Cy Three'],
          authorCount: 1,
          publishedAt: '2024-01-02T00:00:00.000Z',
          upvotes: 13,
        },
      },
      {
        source: 'page',
        record: {
          doi: '10.1000/x1',
          title: 'Exported',
          authorCount: 4,
          organization: 'Widget Lab',
          publishedAt: '2024-01-02T10:00:00.000Z',
          featuredAt: '2024-01-05',
          upvotes: 2,
          comments: 1,
        },
      },
    ],
    failed: [
      { at: 'line 4', reason: 'title is 5: Invalid input: expected string, received number' },
      { at: 'line 6', reason: 'not JSON: it breaks off' },
    ],
  },
}

function detect({ name, text }: InputHead): boolean {
  return /\.(?:jsonl|ndjson)$/.test(name) || isJsonLines(text)
}

function readLine({ number, text, problem }: Line): Reading {
  const at = `line ${number}`
  return problem === undefined ? parseJsonRecord(at, text) : { failed: { at, reason: problem } }
}
