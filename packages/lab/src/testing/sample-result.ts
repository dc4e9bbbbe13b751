import type { Result } from '../lab.ts'

/** A small, complete result of the fixture method. */
export const sampleResult: Result = {
  slug: 'counter',
  experiment: 'count',
  kind: 'exact',
  size: 'small',
  seeds: [1, 2],
  code: { method: 'a', spine: 'b', commit: 'unknown', dirty: false },
  model: { name: 'tiny', sha256: 'c', precision: 'exact' },
  data: [{ name: 'words.txt', sha256: 'd' }],
  machine: { processor: 'p', cores: 2, memoryBytes: 1, node: '24', runtime: 'r' },
  startedAt: '2026-03-01T12:00:00.000Z',
  durationMs: 1500,
  figures: [{ id: 'reached', value: 10, unit: 'numbers', n: 1 }],
  claims: [{ id: 'reaches-ten', paper: 10, measured: 10, verdict: 'holds' }],
  series: [],
  command: 'offprint experiment counter --name count --size small --seed 1',
}
