import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Progress } from '@offprint/methods'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import type { Output } from '../output.ts'
import { openRooms, type Rooms } from '../rooms.ts'
import type { Context, ExitCode, Registration } from '../verb.ts'

/** What a verb did: its exit code and everything that it said. */
export type Said = {
  readonly code: ExitCode
  readonly rows: readonly Record<string, unknown>[]
  /** Texts of rows and other words on standard output. */
  readonly text: string
  readonly notes: readonly string[]
  readonly progress: readonly Progress[]
}

export type VerbRunner = {
  readonly home: string
  /** Runs one command line, without `offprint`, with the rooms of this home; throws what the verb throws. */
  run(register: Registration, argv: readonly string[], signal?: AbortSignal): Promise<Said>
  [Symbol.asyncDispose](): Promise<void>
}

/** Runs verbs in the test's own process on a new home, real rooms behind them. */
export function createVerbRunner(environment: Readonly<Record<string, string>> = {}): VerbRunner {
  const home = mkdtempSync(join(tmpdir(), 'offprint-verb-'))
  const { OFFPRINT_MIRROR: mirror, OFFPRINT_DATA: data } = environment
  const config = { ...readConfig({ ...environment, OFFPRINT_HOME: home }), mirror, data }
  let rooms: Promise<Rooms> | undefined
  const open = () => {
    rooms ??= openRooms(config)
    return rooms
  }
  return {
    home,
    async run(register, argv, signal = new AbortController().signal) {
      const said = { rows: [] as Record<string, unknown>[], text: '', notes: [] as string[], progress: [] as Progress[] }
      const program = new Command('offprint').exitOverride().enablePositionalOptions()
      let code: ExitCode | undefined
      register(program, async ({ json }, body) => {
        const context: Context = { config, output: recorder(said, json === true), signal, open, readInput: async () => 'from input' }
        code = await body(context)
      })
      for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined })
      await program.parseAsync([...argv], { from: 'user' })
      return { ...said, code: code! }
    },
    async [Symbol.asyncDispose]() {
      await (await rooms?.catch(() => undefined))?.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

type Recording = { rows: Record<string, unknown>[]; text: string; notes: string[]; progress: Progress[] }

function recorder(said: Recording, json: boolean): Output {
  const say = (text: string) => {
    said.text += `${text}\n`
  }
  return {
    json,
    row: (row, text) => {
      said.rows.push(row as Record<string, unknown>)
      say(text)
    },
    text: say,
    progress: (progress) => void said.progress.push(progress),
    note: (text) => void said.notes.push(text),
  }
}
