import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { needs, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import type { CausalLM } from '../causal/causal-lm.ts'
import { loadCausalLM } from '../causal/load.ts'
import { createLocalChat } from '../chat/local.ts'
import { logProbabilities } from '../evaluation/scoring.ts'
import type { ModelRow } from '../models/model-row.ts'
import { createClient, serveTinyModels } from '../testing/model-server.ts'
import { writeTinyFolder } from '../testing/tiny-folder.ts'
import { createModelServer } from './server.ts'

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  new Request(`http://models.test${path}`, { method: 'POST', headers, body })

it('lists the models, and tells of one', async () => {
  await using served = await serveTinyModels()
  const list = await Array.fromAsync(served.client.models.list())
  expect(list.map(({ id, object, owned_by }) => [id, object, owned_by])).toEqual(
    ['bare', 'tiny', 'vectors'].map((id) => [id, 'model', 'offprint']),
  )
  expect(await served.client.models.retrieve('tiny')).toMatchObject({ id: 'tiny', architecture: 'llama', format: 'safetensors' })
  expect(list[0].created).toBeGreaterThan(1_700_000_000)
  await expect(served.client.models.retrieve('gpt-4o')).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
})

it('answers what it cannot read in the form of errors', async () => {
  await using served = await serveTinyModels()
  const answers: [Request, number, RegExp][] = [
    [post('/v1/completions', '{'), 400, /not JSON/],
    [post('/v1/completions', '[]'), 400, /body/i],
    [post('/v1/completions', '{}', { 'content-type': 'text/plain' }), 400, /application\/json/],
    [post('/v1/images', '{}'), 404, /nothing at \/v1\/images/],
    [post('/v1/models', '{}'), 405, /takes GET, not POST/],
    [new Request('http://models.test/v1/models/%ff'), 400, /URI/],
  ]
  for (const [request, status, message] of answers) {
    const response = await served.server.handle(request)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', message: expect.stringMatching(message) } })
  }
})

it('answers by the weights that are there, also after others came under the name', async () => {
  await using served = await serveTinyModels()
  const ask = () => served.client.completions.create({ model: 'bare', prompt: 'the cat', max_tokens: 4, temperature: 0 })
  const first = await ask()
  await rm(join(served.folder, 'bare'), { recursive: true })
  await writeTinyFolder(join(served.folder, 'bare'), { seed: 5, chat: false })
  const second = await ask()
  expect(second.system_fingerprint).not.toBe(first.system_fingerprint)
  expect(second.choices[0].text).not.toBe(first.choices[0].text)
})

it('answers one after the other, and refuses when too many wait', async () => {
  await using served = await serveTinyModels({ queueLimit: 1 })
  await served.client.completions.create({ model: 'tiny', prompt: 'a', max_tokens: 1 })
  const ask = (seed: number) => served.client.completions.create({ model: 'tiny', prompt: 'the cat', max_tokens: 60, n: 8, seed })
  const asked = await Promise.allSettled([1, 2, 3].map(ask))
  const refused = asked.filter((answer) => answer.status === 'rejected')
  expect(refused).toHaveLength(1)
  expect(refused[0].reason).toMatchObject({ status: 429, code: 'queue_full' })
  expect(Number(refused[0].reason.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

it(
  'writes, answers and scores with a real model as the library does',
  needs('smollm2', async () => {
    const path = testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf')
    const row = { name: 'smollm2', path, architecture: 'llama', sha256: '' } as ModelRow
    const models = { list: async () => [row], show: async () => row }
    const messages = [{ role: 'user' as const, content: 'What is gravity?' }]
    const prompt = 'The capital of France is'
    const { wanted, scores } = await withModel(path, async (model) => ({
      wanted: (await createLocalChat(model).complete({ messages, maxTokens: 8 }))[0].text,
      scores: (await logProbabilities(model, [model.tokenizer.encode(prompt).ids]))[0],
    }))
    await using server = createModelServer({ models })
    const client = createClient(server)
    const chat = await client.chat.completions.create({ model: 'smollm2', messages, max_tokens: 8, temperature: 0 })
    expect(chat.choices[0].message.content).toBe(wanted)
    const text = await client.completions.create({ model: 'smollm2', prompt, max_tokens: 1, temperature: 0, echo: true, logprobs: 5 })
    expect(text.choices[0].text).toBe('The capital of France is Paris')
    scores.forEach((score, i) => {
      expect(Math.abs(text.choices[0].logprobs!.token_logprobs![i + 1] - score)).toBeLessThan(1e-4)
    })
  }),
  120_000,
)

/** Two copies of a model at once would be in each other's way. */
async function withModel<T>(path: string, use: (model: CausalLM) => Promise<T>): Promise<T> {
  using model = await loadCausalLM(path, { precision: 'exact' })
  return await use(model)
}
