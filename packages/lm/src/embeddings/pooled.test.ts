import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { loadPooledEmbedder } from './pooled.ts'

type Sentence = { text: string; ids: number[]; embedding_first16: number[]; norm_before: number; sum: number }
type Golden = { weights_sha256: string; tokenizer_cases: { text: string; ids: number[] }[]; sentences: Sentence[]; cosine_20: number[][] }
type Batch = { input_ids: number[][]; attention_mask: number[][]; mean_pooled: number[][]; embedding: number[][]; cosine: number[][] }

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0)

function expectNear(actual: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  wanted.forEach((value, i) => {
    expect(Math.abs(actual[i] - value)).toBeLessThan(tolerance)
  })
}

it(
  'gives the recorded ids, vectors and cosines of all-MiniLM-L6-v2',
  needs(['shared', 'minilm'], async () => {
    const golden = (await readJsonFile(sharedPath('data/golden-real/minilm.json'))) as Golden
    using embedder = await loadPooledEmbedder(testModelPath('all-MiniLM-L6-v2'))
    expect(embedder).toMatchObject({ name: 'all-MiniLM-L6-v2', sha256: golden.weights_sha256, dimension: 384, maxLengthTokens: 256 })
    for (const { text, ids } of golden.tokenizer_cases) expect([...embedder.encode(text)]).toEqual(ids)
    const texts = golden.sentences.map(({ text }) => text)
    const vectors = await embedder.embed(texts)
    const plain = await embedder.embed(texts, { normalize: false })
    const row = (i: number, of = vectors) => of.subarray(i * 384, (i + 1) * 384)
    golden.sentences.forEach(({ embedding_first16, norm_before }, i) => {
      expectNear(row(i), embedding_first16, 1e-5)
      expect(Math.hypot(...row(i, plain))).toBeCloseTo(norm_before, 4)
    })
    golden.cosine_20.forEach((cosines, i) => {
      expectNear(
        cosines.map((_, j) => dot(row(i), row(j))),
        cosines,
        1e-5,
      )
    })
  }),
)

it.for(['minilm', 'mpnet'])('pools the recorded batch of the golden model %s', (name, context) =>
  needs('shared', async () => {
    const folder = sharedPath(`data/golden-models/${name}`)
    const { batch } = (await readJsonFile(join(folder, 'expected.json'))) as { batch: Batch }
    using embedder = await loadPooledEmbedder(folder)
    const sequences = batch.input_ids.map((ids, i) => ids.filter((_, j) => batch.attention_mask[i][j] === 1))
    const unit = await embedder.embedIds(sequences)
    const pooled = await embedder.embedIds(sequences, { normalize: false })
    expectNear(unit, batch.embedding.flat(), 1e-4)
    expectNear(pooled, batch.mean_pooled.flat(), 1e-4)
    await expect(embedder.embedIds([[1, 1000]])).rejects.toThrow(/1000 is outside the vocabulary/)
    await expect(embedder.embedIds([[1]], { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/)
  })(context),
)

it(
  'says which kind of pooling and which module it cannot do, and that a tokenizer is missing',
  needs('shared', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'offprint-pooled-'))
    try {
      await cp(sharedPath('data/golden-models/minilm'), copy, { recursive: true, mode: 0 })
      using embedder = await loadPooledEmbedder(copy)
      await expect(async () => embedder.embed(['a cat'])).rejects.toThrow(/tokenizer\.json/)
      await rm(join(copy, '1_Pooling'), { recursive: true, force: true })
      await rm(join(copy, 'modules.json'), { force: true })
      await writeFile(join(copy, 'modules.json'), '[{"path": "", "type": "models.Transformer"}, {"path": "2", "type": "models.Dense"}]')
      await expect(loadPooledEmbedder(copy)).rejects.toThrow(/module Dense/)
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }),
)
