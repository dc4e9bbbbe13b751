import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '@offprint/store'

import { createLab, type LabOptions } from '../create-lab.ts'
import type { Lab, Run } from '../lab.ts'

/** Processes started by tests share their compiled code: most of their time would go into compiling the same files again. */
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'offprint-compiled')

/** The fixture methods: `counter`, which runs, and `card-only`. */
export const fixtureMethods = new URL('./methods/', import.meta.url)

/** Paces for tests: everything happens within tenths of a second. */
export const quickPace = { leaseMs: 2_000, heartbeatMs: 40, idleMs: 20, graceMs: 400 }

export type TestLab = AsyncDisposable & {
  readonly lab: Lab
  readonly store: Store
  readonly home: string
  readonly dataFolder: string
  readonly resultsFolder: string
}

/** A lab over a new database with the fixture methods, an empty data folder and an empty results folder; all removed at its end. */
export async function openTestLab(options: Partial<LabOptions> = {}): Promise<TestLab> {
  const home = await mkdtemp(join(tmpdir(), 'offprint-lab-'))
  const dataFolder = join(home, 'data')
  const resultsFolder = join(home, 'results')
  await mkdir(dataFolder)
  const store = await openStore({ path: join(home, 'offprint.sqlite') })
  const lab = await createLab({ store, home, dataFolder, resultsFolder, methods: fixtureMethods, pace: quickPace, ...options })
  const close = async () => {
    await lab.close()
    await store.close()
    await rm(home, { recursive: true, force: true })
  }
  return { lab, store, home, dataFolder, resultsFolder, [Symbol.asyncDispose]: close }
}

/** Puts the data set of the fixture method into its place. */
export async function addWords(dataFolder: string): Promise<void> {
  await writeFile(join(dataFolder, 'words.txt'), 'foo\n')
}

/** Works until the run has ended, and gives it. */
export async function runToEnd(lab: Lab, id: string): Promise<Run> {
  await lab.work({ only: id })
  return (await lab.findRun(id))!
}
