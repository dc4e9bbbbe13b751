import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import type { Logger } from 'pino'
import { registerClaims } from './commands/claims.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerExperiment } from './commands/experiment.ts'
import { registerExport } from './commands/export.ts'
import { registerImport } from './commands/import.ts'
import { registerModels } from './commands/models.ts'
import { registerPapers } from './commands/papers.ts'
import { registerSearch } from './commands/search.ts'
import { registerServe } from './commands/serve.ts'
import { registerTrain } from './commands/train.ts'
import { registerTry } from './commands/try.ts'
import { registerVerify } from './commands/verify.ts'
import { registerWorker } from './commands/worker.ts'
import { type Config, readConfig, UsageError } from './config.ts'
import { createOutput, type Output } from './output.ts'
import { openRooms, type Rooms } from './rooms.ts'
import { type Context, type ExitCode, exitCodes, type Registration, type Runner } from './verb.ts'

const verbs: readonly Registration[] = [
  registerServe,
  registerImport,
  registerPapers,
  registerSearch,
  registerTry,
  registerExperiment,
  registerClaims,
  registerVerify,
  registerTrain,
  registerModels,
  registerExport,
  registerWorker,
  registerDoctor,
]

/** The `offprint` command. Sets `process.exitCode`: 0 done, 1 failed, 2 wrong usage, 130 cancelled; never ends the process itself. */
export async function main(argv: readonly string[]): Promise<void> {
  stopQuietlyOnClosedPipe()
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
  const program = new Command('offprint').description('Daily papers you can run').version(version).exitOverride().enablePositionalOptions()
  for (const register of verbs) register(program, runVerb)
  for (const command of program.commands) for (const verb of [command, ...command.commands]) verb.exitOverride()
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    process.exitCode = reportUsage(error)
  }
}

/** Commander has printed its own complaint already; what it calls an error with exit code 0 is --help or --version. */
function reportUsage(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  process.stderr.write(`${messageOf(error)}\n`)
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed
}

const runVerb: Runner = async (flags, body) => {
  const output = createOutput(flags.json === true, process)
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  let rooms: Promise<Rooms> | undefined
  try {
    const config = readConfig(process.env)
    const open = (log?: Logger) => {
      rooms ??= openRooms(config, log)
      return rooms
    }
    process.exitCode = await body(contextOf(config, output, stop.signal, open))
  } catch (error) {
    process.exitCode = stop.signal.aborted ? exitCodes.cancelled : reportFailure(error, output)
  } finally {
    await closeQuietly(rooms)
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

function contextOf(config: Config, output: Output, signal: AbortSignal, open: Context['open']): Context {
  return { config, output, signal, open, readInput: readStandardInput }
}

const usageCodes = new Set(['bad-input', 'unknown-method', 'query-too-long', 'bad-day', 'bad-week', 'bad-month', 'bad-page'])

function reportFailure(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError) return reportUsage(error)
  output.note(messageOf(error))
  const { code } = error as { code?: string }
  if (process.env.OFFPRINT_DEBUG && error instanceof Error) output.note(error.stack ?? '')
  return error instanceof UsageError || (code !== undefined && usageCodes.has(code)) ? exitCodes.usage : exitCodes.failed
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && !error.message.includes(error.cause.message)
    ? `${error.message} (${error.cause.message})`
    : error.message
}

async function closeQuietly(rooms: Promise<Rooms> | undefined): Promise<void> {
  try {
    await (await rooms)?.close()
  } catch {
    // What went wrong when opening has been reported by the verb itself.
  }
}

async function readStandardInput(): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of process.stdin) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

/** `offprint papers | head` closes the pipe early: that is no error. */
function stopQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
