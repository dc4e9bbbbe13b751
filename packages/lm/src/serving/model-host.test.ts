import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { createTinyModels } from '../testing/tiny-folder.ts'
import type { JobEvent, WriteJob } from './jobs/job.ts'
import { createModelHost, type ModelHost } from './model-host.ts'

let folder: Awaited<ReturnType<typeof createTinyModels>>
let host: ModelHost
beforeAll(async () => {
  folder = await createTinyModels()
  host = createModelHost()
})
afterAll(async () => {
  await host[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const place = (name: string) => ({ name, path: join(folder.path, name), architecture: 'llama', sha256: '' })
const never = new AbortController().signal
const ignore = () => undefined
const job: WriteJob = {
  kind: 'write',
  prompts: ['the cat'],
  n: 1,
  maxTokens: 5,
  usualTokens: 16,
  stop: [],
  temperature: 0,
  topP: 1,
  seed: 0,
  echo: false,
}

/** 1,800 tokens: seconds. */
const long: WriteJob = { ...job, prompts: Array(30).fill('a'), maxTokens: 60 }

/** Process ids of this process's children that hold a model. */
function modelProcesses(): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes('model-process')).map((line) => Number.parseInt(line, 10))
}

it('runs jobs in one process a model, and another model in the place of the last', async () => {
  const texts: string[] = []
  for (const name of ['bare', 'bare', 'tiny']) {
    const events: JobEvent[] = []
    await host.run(place(name), job, (event) => events.push(event), never)
    expect(events[0]).toMatchObject({ type: 'accepted', promptTokens: 2 })
    texts.push(events.map((event) => (event.type === 'piece' ? event.text : '')).join(''))
    expect(modelProcesses()).toHaveLength(1)
  }
  expect(texts[0]).toBe(texts[1])
  expect(texts[2]).not.toBe(texts[0])
})

it('stops between two tokens, and goes on with the next job in the same process', async () => {
  const [before] = modelProcesses()
  const stopping = new AbortController()
  let pieces = 0
  const onEvent = () => {
    if (++pieces === 5) stopping.abort(new Error('enough'))
  }
  await expect(host.run(place('tiny'), long, onEvent, stopping.signal)).rejects.toThrow('enough')
  expect(pieces).toBeLessThan(900)
  await host.run(place('tiny'), job, ignore, never)
  expect(modelProcesses()).toEqual([before])
})

it('passes on what the model refuses, and stays', async () => {
  const [before] = modelProcesses()
  const failure = { status: 400, code: 'context_length_exceeded' }
  await expect(host.run(place('tiny'), { ...job, maxTokens: 100 }, ignore, never)).rejects.toMatchObject({ failure })
  expect(modelProcesses()).toEqual([before])
})

it('says that the process died, and starts another with the next job', async () => {
  const kill = () => {
    for (const id of modelProcesses()) process.kill(id, 'SIGKILL')
  }
  const dying = host.run(place('tiny'), long, kill, never)
  const failure = { status: 500, code: 'model_ended', message: expect.stringMatching(/ended by SIGKILL/) }
  await expect(dying).rejects.toMatchObject({ failure })
  await expect(host.run(place('nowhere'), job, ignore, never)).rejects.toMatchObject({ failure: { status: 500 } })
})

it('leaves no process behind', async () => {
  expect(modelProcesses()).toHaveLength(1)
  await host[Symbol.asyncDispose]()
  expect(modelProcesses()).toEqual([])
})
