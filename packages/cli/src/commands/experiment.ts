import { LabError, type Result, type Size } from '@offprint/lab'
import { Option } from 'commander'
import { UsageError } from '../config.ts'
import { formatFigure, wholeNumber } from '../numbers.ts'
import { addVerb, type Context, type ExitCode, exitCodes, type Registration } from '../verb.ts'
import { blockText } from './block-text.ts'
import { endOf, runHere } from './run-here.ts'

type Flags = { json?: boolean; name?: string; size: Size; seed: number; model?: string; record?: boolean }

export const registerExperiment: Registration = (program, run) => {
  addVerb(program, 'experiment <slug>', "Run a paper's experiments and judge its claims by them")
    .option('--name <experiment>', 'only this one (default: all of the paper, one after the other)')
    .addOption(new Option('--size <size>', 'how big').choices(['smoke', 'small', 'full']).default('small'))
    .option('--seed <number>', 'first seed', wholeNumber(0), 1)
    .option('--model <name>', 'model to run it on')
    .option('--record', 'write the result under results/')
    .action(async (slug: string, flags: Flags) => run(flags, (context) => runExperiments(context, slug, flags)))
}

async function runExperiments(context: Context, slug: string, flags: Flags): Promise<ExitCode> {
  const { lab } = await context.open()
  const method = lab.findMethod(slug)
  if (!method) throw new LabError('unknown-method', `There is no method "${slug}". \`offprint doctor\` lists those that run here.`)
  const chosen = method.experiments.filter(({ name, sizes }) => (flags.name ? name === flags.name : sizes.includes(flags.size)))
  if (chosen.length === 0)
    throw nothingToRun(
      slug,
      method.experiments.map(({ name }) => name),
      flags,
    )
  for (const { name } of chosen) {
    const code = await runOne(context, slug, name, flags)
    if (code !== exitCodes.done) return code
  }
  return exitCodes.done
}

function nothingToRun(slug: string, names: readonly string[], { name, size }: Flags): Error {
  if (names.length === 0) return new LabError('not-runnable', `"${slug}" has no experiment yet: only its card is written.`)
  if (name) return new UsageError(`"${slug}" has no experiment "${name}". It has: ${names.join(', ')}.`)
  return new UsageError(`No experiment of "${slug}" has the size ${size}.`)
}

async function runOne(context: Context, slug: string, experiment: string, { size, seed, model, record }: Flags): Promise<ExitCode> {
  const { lab } = await context.open()
  const { id, cached } = await lab.startExperiment(slug, { experiment, size, seed, model, requester: 'cli' })
  if (cached) context.output.note(`${slug} ${experiment}: this run stands in the ledger already (same code, inputs, data and seed).`)
  const ended = cached ? await lab.findRun(id) : await runHere(context, lab, id)
  if (!ended) throw new Error(`Run ${id} is gone from the ledger: start the experiment again.`)
  if (ended.state !== 'done') return endOf(context, ended)
  const result = ended.result as Result
  context.output.row({ result }, resultText(result))
  if (record) context.output.note(`Recorded in ${await lab.record(id)}.`)
  return exitCodes.done
}

function resultText({ slug, experiment, size, figures, claims, durationMs, command, blocks }: Result): string {
  const head = `${slug} ${experiment} (${size}), ${(durationMs / 1000).toFixed(1)} s`
  const claimLines = claims.map(
    ({ id, paper, measured, verdict }) => `  ${id}: paper ${figureOrDash(paper)}, here ${figureOrDash(measured)}: ${verdict}`,
  )
  return [
    head,
    'figures',
    ...figures.map(figureText),
    'claims',
    ...claimLines,
    ...(blocks ?? []).map(blockText),
    `repeat: ${command}`,
  ].join('\n')
}

function figureText({ id, value, unit, n, interval }: Result['figures'][number]): string {
  const range = interval ? `, ${interval.level * 100} % interval ${formatFigure(interval.low)} to ${formatFigure(interval.high)}` : ''
  return `  ${id} = ${formatFigure(value)} ${unit} (n = ${n}${range})`
}

function figureOrDash(value: number | null): string {
  return value === null ? '–' : formatFigure(value)
}
