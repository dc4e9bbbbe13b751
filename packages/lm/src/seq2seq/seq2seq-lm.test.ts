import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { argmax } from '../generation/distribution.ts'
import { generateSeq2SeqBeams } from '../generation/model-beams.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { loadSeq2SeqLM } from './load.ts'

type Greedy = { input_ids: number[]; decoder_start_token_id: number; tokens_cached: number[] }
type Beam = {
  input_ids: number[]
  num_beams: number
  no_repeat_ngram_size: number
  eos_token_id: number
  max_new_tokens: number
  sequences: number[][]
  scores: number[]
}

it.for(['t5', 't5_v1_1', 'mt5'])('%s writes the recorded tokens with its cache, alone and beside another input', (name, context) =>
  needs('shared', async () => {
    const folder = sharedPath(`data/golden-models/${name}`)
    const { greedy } = (await readJsonFile(join(folder, 'expected.json'))) as { greedy: Greedy }
    using model = await loadSeq2SeqLM(folder)
    for (const inputs of [[greedy.input_ids], [greedy.input_ids.slice(0, 4), greedy.input_ids]]) {
      const decoding = await model.start(inputs)
      const written: number[] = []
      let next = inputs.map(() => [greedy.decoder_start_token_id])
      for (let step = 0; step < greedy.tokens_cached.length; step++) {
        next = (await decoding.next(next)).map((logits) => [argmax(logits)])
        written.push(next.at(-1)![0])
      }
      expect(written).toEqual(greedy.tokens_cached)
    }
  })(context),
)

it(
  'finds the recorded beams of T5',
  needs('shared', async () => {
    const folder = sharedPath('data/golden-models/t5')
    const { beam } = (await readJsonFile(join(folder, 'expected.json'))) as { beam: Beam }
    using model = await loadSeq2SeqLM(folder)
    const found = await generateSeq2SeqBeams(model, beam.input_ids, {
      prompt: [0],
      beamCount: beam.num_beams,
      maxNewTokens: beam.max_new_tokens,
      noRepeatNgramSize: beam.no_repeat_ngram_size,
      endIds: [beam.eos_token_id],
    })
    found.forEach(({ tokens, score }, i) => {
      expect(tokens).toEqual(beam.sequences[i].slice(0, tokens.length))
      expect(Math.abs(score - beam.scores[i])).toBeLessThan(1e-4)
    })
  }),
)

it(
  'refuses an empty input and models of another kind',
  needs('shared', async () => {
    using model = await loadSeq2SeqLM(sharedPath('data/golden-models/t5'))
    await expect(model.start([[]])).rejects.toThrow(/empty/)
    await expect(loadSeq2SeqLM(sharedPath('data/golden-models/gpt2'))).rejects.toThrow(/of kind decoder/)
  }),
)
