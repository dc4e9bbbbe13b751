import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { loadCausalLM } from '../causal/load.ts'
import { createTinyModel } from '../testing/tiny-model.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { beamSearch } from './beam.ts'
import { generateBeams } from './model-beams.ts'

type Run = { prompt: number[]; num_beams: number; max_new_tokens: number; no_repeat_ngram_size: number; length_penalty: number }
type Golden = { beam_model_runs: (Run & { sequences: number[][]; scores: number[] })[] }

it(
  'finds the recorded sequences and scores of GPT-2',
  needs('shared', async () => {
    const folder = sharedPath('data/golden-models')
    const { beam_model_runs: runs } = (await readJsonFile(join(folder, 'decoding.json'))) as Golden
    using model = await loadCausalLM(join(folder, 'gpt2'), { precision: 'exact' })
    const [run] = runs
    const found = await generateBeams(model, {
      prompt: run.prompt,
      beamCount: run.num_beams,
      maxNewTokens: run.max_new_tokens,
      noRepeatNgramSize: run.no_repeat_ngram_size,
      lengthPenalty: run.length_penalty,
      endIds: [],
    })
    expect(found.map(({ tokens }) => tokens)).toEqual(run.sequences)
    found.forEach(({ score }, i) => {
      expect(Math.abs(score - run.scores[i])).toBeLessThan(1e-4)
    })
  }),
)

it('finds with its cache what a search without one finds', async () => {
  using model = createTinyModel(3)
  const options = { prompt: [9, 40, 12], beamCount: 3, maxNewTokens: 8, endIds: [17] }
  const uncached = await beamSearch(
    (sequences) => Promise.all(sequences.map(async (ids) => (await model.start(1).next([ids]))[0])),
    options,
  )
  const cached = await generateBeams(model, options)
  expect(cached.map(({ tokens }) => tokens)).toEqual(uncached.map(({ tokens }) => tokens))
  await expect(generateBeams(model, { ...options, signal: AbortSignal.abort() })).rejects.toThrow(/aborted/)
})
