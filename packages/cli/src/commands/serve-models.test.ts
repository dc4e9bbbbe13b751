import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createModelStore, trainByteBpe, writeModelFolder } from '@offprint/lm'
import { needs, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

const bin = resolve(import.meta.dirname, '../../bin/offprint.mjs')

/** The command on a new home, with the models that `install` puts there; its address is asked, then it is stopped. */
async function withServer(install: (folder: string) => Promise<unknown>, ask: (address: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'offprint-serve-'))
  await install(join(home, 'models'))
  const environment = { ...process.env, OFFPRINT_HOME: home, PORT: '0' }
  const server = spawn(process.execPath, [bin, 'serve', '--models', '--json'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    await ask((JSON.parse(line.toString().split('\n')[0]) as { address: string }).address)
    server.kill('SIGINT')
    const [code] = await once(server, 'exit')
    expect(code).toBe(0)
  } finally {
    server.kill('SIGKILL')
    await rm(home, { recursive: true })
  }
}

async function post(address: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer none' }
  const answer = await fetch(`${address}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

async function installVectors(folder: string): Promise<void> {
  const tokenizer = trainByteBpe(['the cat sat on the mat'], { vocabSize: 260, special: [] })
  const embeddings = { data: Float32Array.from({ length: 280 * 4 }, (_, i) => Math.sin(i)), shape: [280, 4], dtype: 'float32' as const }
  await writeModelFolder(join(folder, 'vectors'), { config: { model_type: 'model2vec' }, parameters: { embeddings }, tokenizer })
}

it('serves the models of its home by name, and stops with them', async () => {
  await withServer(installVectors, async (address) => {
    const list = await (await fetch(`${address}/v1/models`)).json()
    expect(list).toMatchObject({ object: 'list', data: [{ id: 'vectors', architecture: 'model2vec' }] })
    const { body } = await post(address, 'embeddings', { model: 'vectors', input: ['the cat', 'a mat'] })
    expect(body.data.map(({ embedding }: { embedding: number[] }) => Math.hypot(...embedding).toFixed(5))).toEqual(['1.00000', '1.00000'])
    expect(await post(address, 'completions', { model: 'gpt-4o', prompt: 'a' })).toMatchObject({
      status: 404,
      body: { error: { code: 'model_not_found', message: expect.stringContaining('Installed are vectors') } },
    })
  })
})

it(
  'answers a question with a real model',
  needs('smollm2', async () => {
    const install = (folder: string) => createModelStore({ folder }).add(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'), 'smollm2')
    await withServer(install, async (address) => {
      const messages = [{ role: 'user', content: 'What is the capital of France?' }]
      const { body } = await post(address, 'chat/completions', { model: 'smollm2', messages, max_tokens: 8, temperature: 0 })
      expect(body.choices[0].message.content).toMatch(/Paris/)
    })
  }),
  120_000,
)
