import { readFileSync } from 'node:fs'
import { createRandom } from '@offprint/engine'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import { softmax, sortedByDescending } from './distribution.ts'
import * as processors from './logit-processors.ts'

const removed = Number.NEGATIVE_INFINITY

/** Probabilities 0.5, 0.25, 0.15, 0.1 as logits. */
function fourTokens(): Float32Array {
  return Float32Array.from([0.5, 0.25, 0.15, 0.1], Math.log)
}

function keptBy(processor: processors.LogitProcessor, ids: number[] = []): number[] {
  const logits = fourTokens()
  processor(logits, ids)
  return [...logits.keys()].filter((id) => logits[id] !== removed)
}

it('keeps what each rule keeps on four tokens worked by hand', () => {
  expect(keptBy(processors.topK(2))).toEqual([0, 1])
  // 0.5 is short of 0.6, so the token that reaches it stays.
  expect(keptBy(processors.topP(0.6))).toEqual([0, 1])
  expect(keptBy(processors.topP(0.0001))).toEqual([0])
  expect(keptBy(processors.minP(0.25))).toEqual([0, 1, 2])
  expect(keptBy(processors.epsilonCutoff(0.2))).toEqual([0, 1])
  expect(keptBy(processors.epsilonCutoff(0.9))).toEqual([0])
  // Entropy 1.208 nats; surprises 0.693, 1.386, 1.897, 2.303: token 1 is the most typical one.
  expect(keptBy(processors.typical(0.2))).toEqual([1])
  expect(keptBy(processors.typical(0.6))).toEqual([0, 1])
})

it('bans the token that would complete a bigram or trigram again', () => {
  expect([...processors.bannedByNgram([7, 1, 7, 2, 7], 2)]).toEqual([1, 2])
  expect([...processors.bannedByNgram([5, 6, 1, 5, 6], 3)]).toEqual([1])
  expect([...processors.bannedByNgram([5], 3)]).toEqual([])
})

it('makes a repeated token less likely whatever the sign of its logit', () => {
  const logits = new Float32Array([2, -2, 1])
  processors.repetitionPenalty(2)(logits, [0, 1, 1])
  expect([...logits]).toEqual([1, -4, 1])
})

it('refuses values out of range and names them', () => {
  expect(() => processors.temperature(0)).toThrow(/temperature is 0/)
  expect(() => processors.topK(0.5)).toThrow(/topK is 0.5/)
  expect(() => processors.topP(1.2)).toThrow(/topP is 1.2/)
})

type Step = Record<string, number>
type Recorded = {
  rows: { input_ids: number[]; logits: number[] }[]
  cases: { name: string; steps: Step[]; processed: (number | null)[][]; probabilities?: number[][] }[]
}

const byName: Record<string, (value: number) => processors.LogitProcessor> = {
  temperature: processors.temperature,
  top_k: processors.topK,
  top_p: processors.topP,
  min_p: processors.minP,
  typical_p: processors.typical,
  epsilon_cutoff: processors.epsilonCutoff,
  repetition_penalty: processors.repetitionPenalty,
  no_repeat_ngram_size: processors.noRepeatNgram,
}

it(
  'gives the processed logits that the reference library recorded',
  needs('shared', () => {
    const { rows, cases } = JSON.parse(readFileSync(sharedPath('data/golden-models/decoding.json'), 'utf8')) as Recorded
    for (const { name, steps, processed, probabilities } of cases) {
      const apply = processors.composeProcessors(...steps.map((step) => byName[Object.keys(step)[0]](Object.values(step)[0])))
      rows.forEach((row, i) => {
        const logits = Float32Array.from(row.logits)
        apply(logits, row.input_ids)
        // Tolerance 1e-5 absolute: golden-models/README.md.
        processed[i].forEach((expected, id) => {
          if (expected === null) expect(logits[id], `${name}, row ${i}, token ${id}`).toBe(removed)
          else expect(Math.abs(logits[id] - expected), `${name}, row ${i}, token ${id}`).toBeLessThan(1e-5)
        })
        probabilities?.[i].forEach((expected, id) => {
          expect(Math.abs(softmax(logits)[id] - expected)).toBeLessThan(1e-5)
        })
      })
    }
  }),
)

it('keeps of a large vocabulary what a sort of all of it keeps', () => {
  const random = createRandom(6)
  for (const share of [0.1, 0.6, 0.95, 0.999, 1]) {
    const logits = random.normal([5000], 3).data as Float32Array
    const probabilities = softmax(logits)
    const order = sortedByDescending(logits)
    let count = 0
    for (let mass = 0; count < order.length && mass < share; count++) mass += probabilities[order[count]]
    const found = logits.slice()
    processors.topP(share)(found, [])
    expect(found.map((logit) => (logit === Number.NEGATIVE_INFINITY ? 1 : 0)).reduce((a, b) => a + b)).toBe(5000 - count)
    expect(order.slice(0, count).every((id) => found[id] === logits[id])).toBe(true)
  }
})
