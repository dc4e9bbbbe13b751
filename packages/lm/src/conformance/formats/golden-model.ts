import { dirname } from 'node:path'

import { readModel } from '../../weights/read-model.ts'
import { checkEmbedding } from '../golden-model/embedding.ts'
import { checkGradients } from '../golden-model/gradients.ts'
import { checkOutputs } from '../golden-model/outputs.ts'
import { expectedFile } from '../golden-model/recorded-case.ts'
import { checkWriting } from '../golden-model/writing.ts'
import type { RecordedFormat } from '../recorded.ts'

/** The expected.json in a golden model's folder: outputs, loss, gradients, and what the model writes. */
export const format: RecordedFormat = {
  name: 'golden-models expected 1',
  recognizes: (recorded) => recorded.format === 1 && 'kind' in recorded && 'grad_norms' in recorded,
  async *check(recorded, { path, model }) {
    const expected = expectedFile.parse(recorded)
    const folder = model ?? dirname(path)
    const read = await readModel(folder)
    yield* checkOutputs(read, expected)
    yield* checkGradients(read, expected)
    yield* checkWriting(read, expected)
    if (expected.kind === 'encoder-embed') yield* checkEmbedding(folder, expected)
  },
}
