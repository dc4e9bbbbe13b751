import type { Command } from 'commander'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Output } from './output.ts'
import type { Rooms } from './rooms.ts'

/** What a verb gets to work with. */
export type Context = {
  readonly config: Config
  readonly output: Output
  /** Fires on Ctrl-C: stop at the next safe point. */
  readonly signal: AbortSignal
  /** Opens the rooms; they are closed when the verb ends. */
  open(log?: Logger): Promise<Rooms>
  /** All of standard input as UTF-8 text. */
  readInput(): Promise<string>
}

export const exitCodes = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Runs a verb's body with a context for its flags; main.ts gives one that catches errors and sets the exit code. */
export type Runner = (flags: { readonly json?: boolean }, body: (context: Context) => Promise<ExitCode>) => Promise<void>

export type Registration = (program: Command, run: Runner) => void

/** A verb with the flag that every verb has. */
export function addVerb(program: Command, usage: string, description: string): Command {
  return program.command(usage).description(description).option('--json', 'JSON lines on standard output, one object a row')
}
