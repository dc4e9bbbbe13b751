import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { checkRecorded } from './check.ts'

// One case of each kind: `offprint models check` runs whole files, which takes minutes.
type Recorded = Record<string, never[]>

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-real-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Reading and packing 135 million parameters takes some seconds, on a busy machine many. */
const timeoutMs = 120_000

async function failingRows(name: string, shorten: (json: Recorded) => void = () => undefined) {
  const json = (await readJsonFile(sharedPath(`data/golden-real/${name}`))) as Recorded
  shorten(json)
  await writeFile(join(folder, name), JSON.stringify(json))
  const rows = await Array.fromAsync(checkRecorded(join(folder, name), { roots: [testModelPath(''), sharedPath('data/corpora')] }))
  return { count: rows.length, failing: rows.filter(({ holds }) => holds !== true) }
}

type Perplexity = { windows: { tokens: number; predicted: number; bytes: number; nll_sum: number }[] }

/** The first of the recorded windows as if it were all. */
function firstWindow(perplexity: Perplexity) {
  const [{ tokens, predicted, bytes, nll_sum }] = perplexity.windows
  return { ...perplexity, tokens, predicted, bytes, nats_per_token: nll_sum / predicted, bits_per_byte: nll_sum / Math.LN2 / bytes }
}

it(
  'gives the logits, hidden states, attention maps and losses of SmolLM2',
  needs(['shared', 'smollm2'], async () => {
    const shorten = (json: Recorded) => (json.prompts = json.prompts.slice(0, 1))
    expect(await failingRows('forward.json', shorten)).toEqual({ count: 10, failing: [] })
  }),
  timeoutMs,
)

it(
  'writes what SmolLM2 writes, and scores answers as it does',
  needs(['shared', 'smollm2'], async () => {
    const shorten = (json: Recorded) => {
      json.greedy = json.greedy
        .slice(0, 2)
        .map((entry) => Object.assign(entry, { generated: (entry as { generated: [] }).generated.slice(0, 6) }))
      json.endings = json.endings.slice(0, 2)
      json.perplexity = firstWindow(json.perplexity as unknown as Perplexity) as never
    }
    const { count, failing } = await failingRows('generate.json', shorten)
    // Texts and the ids' sum are those of the whole.
    expect(failing.map((row) => row.case)).toEqual(['greedy 0 text', 'greedy 1 text', 'perplexity ids'])
    expect(count).toBe(16)
  }),
  timeoutMs,
)

it(
  'gives the ids, vectors and cosines of all-MiniLM-L6-v2',
  needs(['shared', 'minilm'], async () => {
    expect(await failingRows('minilm.json')).toEqual({ count: 287, failing: [] })
  }),
  timeoutMs,
)
