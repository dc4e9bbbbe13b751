import { readFileSync } from 'node:fs'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import { type BeamOptions, beamSearch } from './beam.ts'
import { logSoftmax } from './distribution.ts'

type Run = {
  prompt: number[]
  num_beams: number
  num_return_sequences: number
  max_new_tokens: number
  early_stopping: boolean
  length_penalty: number
  no_repeat_ngram_size: number
  eos_token_id?: number
  pad_token_id: number
  sequences: number[][]
  scores: number[]
}

function optionsOf(run: Run): BeamOptions {
  const {
    prompt,
    num_beams: beamCount,
    max_new_tokens: maxNewTokens,
    num_return_sequences: returnCount,
    length_penalty: lengthPenalty,
  } = run
  return {
    prompt,
    beamCount,
    maxNewTokens,
    returnCount,
    lengthPenalty,
    noRepeatNgramSize: run.no_repeat_ngram_size,
    earlyStopping: run.early_stopping,
    endIds: run.eos_token_id === undefined ? [] : [run.eos_token_id],
  }
}

it(
  'finds the sequences and scores that the reference library found on a table model',
  needs('shared', async () => {
    const { beam_table: model, beam_table_runs: runs } = JSON.parse(
      readFileSync(sharedPath('data/golden-models/decoding.json'), 'utf8'),
    ) as { beam_table: { table: number[][] }; beam_table_runs: Run[] }
    for (const run of runs) {
      const found = await beamSearch((sequences) => sequences.map((sequence) => model.table[sequence.at(-1)!]), optionsOf(run))
      const padded = found.map(({ tokens }) => [...tokens, ...Array(run.sequences[0].length - tokens.length).fill(run.pad_token_id)])
      expect(padded).toEqual(run.sequences)
      found.forEach(({ score }, i) => {
        expect(Math.abs(score - run.scores[i])).toBeLessThan(1e-4)
      })
    }
  }),
)

it('finds the best of all sequences when there are as many beams as sequences', async () => {
  const table = [
    [0.1, 1.2, -0.4],
    [0.9, -1, 0.3],
    [-0.2, 0.5, 0.8],
  ]
  const next = (sequences: readonly (readonly number[])[]) => sequences.map((sequence) => table[sequence.at(-1)!])
  const every = Array.from({ length: 27 }, (_, i) => [Math.floor(i / 9), Math.floor(i / 3) % 3, i % 3])
  const scoreOf = (tokens: number[]) => [0, ...tokens].slice(0, 3).reduce((sum, last, i) => sum + logSoftmax(table[last])[tokens[i]], 0)
  const best = every.reduce((a, b) => (scoreOf(b) > scoreOf(a) ? b : a))
  const [found] = await beamSearch(next, { prompt: [0], beamCount: 27, maxNewTokens: 3, lengthPenalty: 0 })
  expect(found).toEqual({ tokens: best, score: expect.closeTo(scoreOf(best), 9) })
})

it('goes from greedy decoding with one beam', async () => {
  const [found] = await beamSearch((sequences) => sequences.map((sequence) => (sequence.at(-1) === 0 ? [0, 1, 0] : [3, 0, 1])), {
    prompt: [0],
    beamCount: 1,
    maxNewTokens: 4,
  })
  expect(found.tokens).toEqual([1, 0, 1, 0])
})
