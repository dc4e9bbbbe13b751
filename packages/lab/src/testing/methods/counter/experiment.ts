import type { Check, Experiment, Needs } from '@offprint/methods'

export const needs: Needs = {
  data: {
    words: {
      file: 'words.txt',
      source: 'nowhere',
      licence: 'none',
      sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    },
  },
  chat: true,
}

export const checks: readonly Check[] = [
  { name: 'two and two', kind: 'exact', unit: 'numbers', expected: 4, tolerance: 0, uses: {}, run: () => 2 + 2 },
  { name: 'a third', kind: 'exact', unit: 'share', expected: 0.33, tolerance: 0.001, uses: {}, run: () => 1 / 3 },
  {
    name: 'letters',
    kind: 'replay',
    unit: 'letters',
    expected: 4,
    tolerance: 0,
    uses: { data: ['words'] },
    run: ({ data }) => data('words').text('words.txt').length,
  },
  { name: 'chat', kind: 'replay', unit: 'letters', expected: 1, tolerance: 0, uses: { chat: true }, run: ({ chat }) => chat().name.length },
]

const count: Experiment = {
  name: 'count',
  title: 'Counting',
  question: 'Does counting to ten reach ten? Counting to nine must fail.',
  kind: 'exact',
  sizes: ['smoke', 'small', 'full'],
  uses: {},
  async *run(size, seed) {
    const steps = size === 'smoke' ? 2 : 30
    for (let done = 0; done < steps; done++) {
      yield { done, total: steps, unit: 'steps' }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    // Seed 9 counts to nine; smoke does not count at all; seed 0 divides by it.
    const value = seed === 0 ? 1 / seed : seed === 9 ? 9 : 10
    const reached = { id: 'reached', value, unit: 'numbers', n: 1, interval: { low: 9, high: 11, level: 0.95, n: 1 } }
    const curve = {
      id: 'curve',
      x: { label: 'step' },
      y: { label: 'count' },
      lines: [
        {
          name: 'count',
          points: [
            [0, 0],
            [1, 1],
          ] as const,
        },
      ],
    }
    return { figures: size === 'smoke' ? [{ ...reached, id: 'other' }] : [reached], seeds: [seed, seed + 1], series: [curve] }
  },
}

const withData: Experiment = {
  ...count,
  name: 'with-data',
  sizes: ['smoke'],
  uses: { data: ['words'] },
  async *run(_size, seed, { data }) {
    yield { done: 0, total: 1, unit: 'words' }
    return { figures: [{ id: 'letters', value: data('words').text('words.txt').length, unit: 'letters', n: 1 }], seeds: [seed] }
  },
}

const withChat: Experiment = { ...withData, name: 'with-chat', uses: { chat: true } }

export const experiments: readonly Experiment[] = [count, withData, withChat]
