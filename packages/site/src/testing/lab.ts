import type { Block, Lab, MethodEntry, Result, Run } from '@offprint/lab'
import { LabError } from '@offprint/lab'

import { standing } from './standing.ts'

const card = {
  arxivId: '2512.00011',
  published: '2025-12-20',
  authorCount: 4,
  organization: 'Institute of Stationery',
  claims: [standing({ paper: 0.91, measured: null, verdict: null }).claim],
}

export const sampleMethods: readonly MethodEntry[] = [
  {
    slug: 'folding',
    card: {
      ...card,
      slug: 'folding',
      title: 'Folding letters',
      summary: 'A sheet is folded, opened and folded again; the work of each fold is written down and compared with a fresh sheet.',
      findings: [{ claims: ['precision'], text: 'The released list has 118 letters, the paper counts 120.' }],
    },
    runnable: true,
    try: {
      title: 'Fold a letter',
      schema: {
        type: 'object',
        properties: {
          text: { type: 'string', title: 'Letter', multiline: true, minLength: 1 },
          folds: { type: 'integer', title: 'Folds', minimum: 1, maximum: 9, default: 3 },
          paper: { type: 'string', title: 'Paper', enum: ['laid', 'wove'], default: 'laid' },
          seal: { type: 'boolean', title: 'Seal it', default: false },
        },
        required: ['text'],
      },
      example: { text: 'Dear reader, please fold here.', folds: 3 },
      uses: { chat: false, embedder: false },
    },
    experiments: [
      {
        name: 'creases',
        title: 'Are the creases found again?',
        question: 'The creases of 120 letters are sought; a sheet that was never folded is the control, and must give none.',
        kind: 'replay',
        sizes: ['smoke', 'small'],
      },
    ],
  },
  {
    slug: 'binding',
    card: {
      ...card,
      slug: 'binding',
      arxivId: '2512.00012',
      title: 'Binding questions',
      summary: 'Pages are bound by thread.',
      claims: [],
    },
    runnable: false,
    experiments: [],
  },
]

export const sampleBlocks: readonly Block[] = [
  { type: 'text', title: 'Folded', text: 'Dear reader, |please fold| here.' },
  { type: 'text', title: 'Fresh', text: 'Dear reader, please fold here.' },
  {
    type: 'tokens',
    title: 'Work',
    scale: 'work of a fold',
    tokens: [
      { text: 'Dear ', score: 0.1 },
      { text: 'reader, ', score: 0.9, note: 'twice' },
    ],
  },
  {
    type: 'spans',
    title: 'Creases',
    text: 'please fold here',
    spans: [{ start: 7, end: 11, label: 'crease', tone: 'flag', score: 0.8, note: 'sharp' }],
  },
  { type: 'diff', title: 'Revision', before: 'fold it here', after: 'fold it there' },
  {
    type: 'table',
    title: 'Folds',
    columns: [{ name: 'fold' }, { name: 'found', unit: 'share' }],
    rows: [
      ['first', 0.914],
      ['second', null],
    ],
  },
  { type: 'series', title: 'Work over folds', series: sampleSeries() },
  { type: 'image', alt: 'A folded sheet', mime: 'image/png', base64: 'iVBORw0KGgo=' },
  { type: 'file', name: 'creases.json', mime: 'application/json', text: '{"creases":1}' },
]

export function sampleSeries() {
  const points = (scale: number) => Array.from({ length: 24 }, (_, n) => [n + 1, scale / Math.sqrt(n + 1)] as const)
  return {
    id: 'work',
    title: 'Work over folds',
    x: { label: 'fold' },
    y: { label: 'work', unit: 'mJ' },
    lines: [
      { name: 'folded before', points: points(3) },
      { name: 'fresh sheet', points: points(5) },
    ],
  }
}

/** A lab whose runs are given: starting one adds it as queued. It takes at most two waiting runs, to be refused in tests. */
export function listLab(given: readonly Run[] = []): Lab & { readonly runs: Map<string, Run> } {
  const runs = new Map(given.map((one) => [one.id, one]))
  const standings = [standing({ paper: 0.91, measured: 0.842, low: 0.78, high: 0.89, verdict: 'partly' })]
  const none = () => {
    throw new Error('This lab keeps a list of runs and does nothing else.')
  }
  const enqueue = (one: Partial<Run>) => {
    if ([...runs.values()].filter(({ state }) => state === 'queued').length >= 2) {
      throw new LabError('too-many-waiting', 'Two runs of yours are waiting already.', { retryAfterSeconds: 40 })
    }
    const id = `run-${runs.size + 1}`
    runs.set(id, run({ id, state: 'queued', place: 1, ...one }))
    return id
  }
  return {
    runs,
    methods: () => sampleMethods,
    findMethod: (slug) => sampleMethods.find((method) => method.slug === slug),
    async startTry(slug, input) {
      if ((input as { text?: string }).text === '') {
        throw new LabError('bad-input', 'The form has a mistake.', {
          issues: [{ path: 'text', message: 'A letter has at least one character.' }],
        })
      }
      return { id: enqueue({ kind: 'try', slug, input: input as Run['input'] }), deleteToken: 'token-1' }
    },
    startExperiment: async (slug, { experiment, size }) => ({
      id: enqueue({ kind: 'experiment', slug, experiment: experiment ?? null, size: size ?? null }),
      cached: false,
    }),
    findRun: async (id) => runs.get(id),
    async *follow(id) {
      const one = runs.get(id)
      if (one) yield one
      if (one?.state === 'running') yield { ...one, state: 'done' }
    },
    async cancel(id) {
      runs.set(id, { ...(runs.get(id) as Run), state: 'cancelled' })
    },
    async deleteTry(id, token) {
      if (token !== 'token-1') throw new LabError('wrong-token', 'This token does not belong to that try.')
      runs.delete(id)
    },
    estimate: async () => ({
      seconds: 12,
      model: 'offprint-8m',
      downloads: [{ name: 'letters', sizeBytes: 98_000_000 }],
      missing: [],
      place: 1,
    }),
    claims: async (slug) => standings.filter((one) => slug === undefined || one.slug === slug),
    moved: async () => standings,
    verify: none,
    record: none,
    work: none,
    close: async () => undefined,
  }
}

/** A run for tests: done, of the folding method, with nothing to show unless given. */
export function run(given: Partial<Run>): Run {
  return {
    id: 'run-0',
    kind: 'try',
    slug: 'folding',
    experiment: null,
    size: null,
    seed: null,
    input: null,
    model: null,
    state: 'done',
    place: null,
    progress: null,
    result: null,
    error: null,
    createdAt: '2025-12-24T10:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    ...given,
  }
}

export const sampleResult: Result = {
  slug: 'folding',
  experiment: 'creases',
  kind: 'replay',
  size: 'small',
  seeds: [1, 2, 3],
  code: { method: 'a'.repeat(64), spine: 'b'.repeat(64), commit: '0123456789abcdef', dirty: false },
  data: [{ name: 'letters', sha256: 'c'.repeat(64) }],
  machine: { processor: 'A quiet processor', cores: 2, memoryBytes: 8e9, node: '24.21.0', runtime: 'onnxruntime 1.30' },
  startedAt: '2025-12-24T10:00:00.000Z',
  durationMs: 12_000,
  figures: [{ id: 'precision', value: 0.842, unit: 'share', n: 120, interval: { low: 0.78, high: 0.89, level: 0.95, n: 120 } }],
  claims: [{ id: 'precision', paper: 0.91, measured: 0.842, verdict: 'partly' }],
  series: [sampleSeries()],
  blocks: [{ type: 'table', columns: [{ name: 'letter' }], rows: [['first']] }],
  command: 'offprint experiment folding --size small --seed 1',
}
