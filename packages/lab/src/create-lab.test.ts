import { expect, it } from 'vitest'

import type { Result, Run, TryResult } from './lab.ts'
import { openTestLab, runToEnd } from './testing/test-lab.ts'

it('lists methods with their form and experiments, and those that have only their card', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  expect(lab.methods().map(({ slug, runnable }) => [slug, runnable])).toEqual([
    ['card-only', false],
    ['counter', true],
  ])
  expect(lab.findMethod('counter')?.try?.schema).toMatchObject({ type: 'object', properties: { steps: { type: 'integer', default: 3 } } })
  expect(lab.findMethod('nobody')).toBeUndefined()
})

it('runs a try in a process of its own from the queue to its result, the same for the same text', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const ends: Run[] = []
  for (let round = 0; round < 2; round++) {
    const { id } = await lab.startTry('counter', { text: 'a b c' }, { requester: 'me' })
    expect(await lab.findRun(id)).toMatchObject({ state: 'queued', place: 1, kind: 'try', input: { text: 'a b c' } })
    ends.push(await runToEnd(lab, id))
  }
  expect(ends[0]).toMatchObject({ state: 'done', error: null, place: null })
  expect((ends[0].result as TryResult).blocks[0]).toMatchObject({ text: expect.stringMatching(/^3 words, \d+$/) })
  expect(ends[1].result).toEqual(ends[0].result)
  expect(ends[1].id).not.toBe(ends[0].id)
})

it('runs an experiment once, judges its claims, and shares the result with whoever asks for the same', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const first = await lab.startExperiment('counter', { requester: 'me' })
  expect(await lab.startExperiment('counter', { requester: 'you' })).toEqual({ id: first.id, cached: false })
  const run = await runToEnd(lab, first.id)
  expect(run).toMatchObject({ state: 'done', experiment: 'count', size: 'small', seed: 1 })
  const result = run.result as Result
  expect(result.claims).toEqual([{ id: 'reaches-ten', paper: 10, measured: 10, verdict: 'holds' }])
  expect(result).toMatchObject({ kind: 'exact', seeds: [1, 2], command: 'offprint experiment counter --name count --size small --seed 1' })
  expect(await lab.startExperiment('counter', { requester: 'you' })).toEqual({ id: first.id, cached: true })
  expect(await lab.startExperiment('counter', { seed: 9, requester: 'you' })).toMatchObject({ cached: false })
})

it('has every claim in the ledger with its history, a smaller run not overruling a larger one', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  expect(await lab.claims('counter')).toMatchObject([
    { claim: { id: 'reaches-ten' }, verdict: null, run: null },
    { claim: { id: 'reaches-infinity' }, verdict: 'not testable here', run: null },
  ])
  const runs = []
  for (const choice of [{ seed: 9 }, { seed: 1 }, { size: 'smoke' as const }]) {
    const { id } = await lab.startExperiment('counter', { ...choice, requester: 'me' })
    runs.push((await runToEnd(lab, id)).id)
  }
  const [standing] = await lab.claims('counter')
  expect(standing).toMatchObject({ verdict: 'holds', measured: 10, n: 1, run: runs[1], olderCode: false })
  expect(standing.interval).toEqual({ low: 9, high: 11, level: 0.95, n: 1 })
  expect(standing.history).toMatchObject([{ verdict: 'fails', measured: 9, run: runs[0] }])
  expect(await lab.moved(5)).toMatchObject([{ claim: { id: 'reaches-ten' } }])
  expect(await lab.claims()).toHaveLength(2)
})

it('delivers progress to a follower while it comes, and ends with the run', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const { id } = await lab.startTry('counter', { text: 'a', steps: 12, stepMs: 60 }, { requester: 'me' })
  const working = lab.work({ only: id })
  const seen: (readonly [number, number | undefined, string])[] = []
  for await (const run of lab.follow(id)) seen.push([performance.now(), run.progress?.done, run.state])
  await working
  const steps = seen.filter(([, done, state]) => done !== undefined && state === 'running')
  expect(steps.length).toBeGreaterThan(5)
  const gaps = steps.slice(1).map(([at], index) => at - steps[index][0])
  // A step takes 60 ms and is reported every 80 ms at most: half of the gaps lie well below 200 ms, also on a busy machine.
  expect(gaps.toSorted((a, b) => a - b)[gaps.length >> 1]).toBeLessThan(200)
  expect(seen[0][2]).toBe('queued')
  expect(seen.at(-1)![2]).toBe('done')
})

it('says what is wrong with a request before it queues anything', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  await expect(lab.startTry('nobody', {}, { requester: 'me' })).rejects.toMatchObject({ code: 'unknown-method' })
  await expect(lab.startTry('card-only', {}, { requester: 'me' })).rejects.toMatchObject({ code: 'not-runnable' })
  await expect(lab.startExperiment('counter', { experiment: 'x', requester: 'me' })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('with-data'),
  })
  await expect(lab.startExperiment('counter', { seed: -1, requester: 'me' })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(lab.startExperiment('counter', { experiment: 'with-data', requester: 'me' })).rejects.toMatchObject({ code: 'missing-data' })
  await expect(lab.startExperiment('counter', { experiment: 'with-chat', requester: 'me' })).rejects.toMatchObject({
    code: 'missing-model',
  })
})
