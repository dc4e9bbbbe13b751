import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'

import type { Result } from '../lab.ts'
import { openTestLab, type TestLab } from '../testing/test-lab.ts'

const killsInAll = 20
const workersAtOnce = 4

async function startWorker(home: string): Promise<ChildProcess> {
  const worker = fork(new URL('../testing/worker-process.ts', import.meta.url), [home], { execArgv: [], stdio: 'ignore' })
  await once(worker, 'message')
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  const closed = once(worker, 'exit')
  worker.kill('SIGKILL')
  await closed
}

async function queueRuns({ lab }: TestLab, round: number): Promise<string[]> {
  const tries = Array.from({ length: 3 }, () => lab.startTry('counter', { text: 'a b', steps: 20 }, { requester: 'cli' }))
  const experiment = lab.startExperiment('counter', { seed: 100 + round, requester: 'cli' })
  return (await Promise.all([...tries, experiment])).map(({ id }) => id)
}

it('loses nothing that was acknowledged and ends every run truthfully through 20 kills of its workers', { timeout: 90_000 }, async () => {
  await using opened = await openTestLab()
  const { lab, store, home } = opened
  const ids: string[] = []
  for (let killed = 0; killed < killsInAll; killed += workersAtOnce) {
    ids.push(...(await queueRuns(opened, killed)))
    const workers = await Promise.all(Array.from({ length: workersAtOnce }, () => startWorker(home)))
    for (const worker of workers) {
      await sleep(120)
      await kill(worker)
    }
  }
  const last = await startWorker(home)
  for (const id of ids) for await (const _ of lab.follow(id));
  await kill(last)

  const runs = await Promise.all(ids.map((id) => lab.findRun(id)))
  for (const run of runs) {
    expect(run).toMatchObject(run?.state === 'done' ? { result: expect.anything(), error: null } : { state: 'interrupted', result: null })
    if (run?.state === 'interrupted') expect(run.error).toMatch(/lost 2 times/)
  }
  const ledger = await store.db.selectFrom('ledger').selectAll().execute()
  const finished = runs.filter((run) => run?.kind === 'experiment' && run.state === 'done')
  expect(ledger.map((row) => row.run).sort()).toEqual(finished.map((run) => run!.id).sort())
  expect(finished.every((run) => (run!.result as Result).claims[0].verdict === 'holds')).toBe(true)
})
