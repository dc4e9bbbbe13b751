import { type TrainModelEvent, trainEmbedder, trainingPresets, trainModel } from '@offprint/lm'
import type { Progress } from '@offprint/methods'
import { Option } from 'commander'
import { wholeNumber } from '../numbers.ts'
import { sparkline } from '../sparkline.ts'
import { addVerb, type Context, type ExitCode, exitCodes, type Registration } from '../verb.ts'

type Flags = {
  json?: boolean
  out: string
  preset: keyof typeof trainingPresets | 'embedder'
  fields?: string
  steps: number
  vocab: number
  heldOut?: number
  beside?: string
  seed: number
  threads?: number
}

export const registerTrain: Registration = (program, run) => {
  addVerb(program, 'train <file>', 'Train a language model or a sentence embedder from scratch on a text or JSONL file (.gz too)')
    .requiredOption('--out <folder>', 'folder for the model; Ctrl-C keeps a checkpoint beside it, the same command goes on')
    .addOption(new Option('--preset <name>', 'what to train').choices([...Object.keys(trainingPresets), 'embedder']).default('nano'))
    .option('--fields <names>', 'fields of a JSONL row, with commas (default text; for an embedder title,abstract)')
    .option('--steps <count>', 'steps of a language model', wholeNumber(1), 2_000)
    .option('--vocab <size>', "tokens of a language model's vocabulary", wholeNumber(257), 4_096)
    .option(
      '--held-out <count>',
      'documents that are only measured on (default one in twenty, at most 2,000; for an embedder 10,000)',
      wholeNumber(1),
    )
    .option('--beside <folder>', 'a static embedder to measure on the same held-out pairs')
    .option('--seed <number>', 'seed of all that is drawn', wholeNumber(0), 1)
    .option('--threads <count>', 'threads to use (default: as many as there are cores)', wholeNumber(1))
    .action(async (file: string, flags: Flags) =>
      run(flags, (context) =>
        flags.preset === 'embedder' ? trainAnEmbedder(context, file, flags) : trainAModel(context, file, flags, flags.preset),
      ),
    )
}

async function trainAModel(context: Context, file: string, flags: Flags, preset: keyof typeof trainingPresets): Promise<ExitCode> {
  const fields = fieldsOf(flags, 'text')
  const trained = await follow(
    context,
    trainModel({
      ...commonOptions(context, file, flags, fields),
      preset: trainingPresets[preset],
      steps: flags.steps,
      vocabSize: flags.vocab,
    }),
  )
  if (!trained) return stopped(context, `The checkpoint is in ${flags.out}.training: the same command goes on from there.`)
  const { heldOut, baselines } = trained
  context.output.row(
    { trained },
    `${trained.folder}: ${trained.parameterCount.toLocaleString('en-GB')} parameters, held-out ${heldOut.bitsPerByte.toFixed(4)} bits per byte (a 5-gram model of the same tokens: ${baselines.sameTokens.bitsPerByte.toFixed(4)})`,
  )
  return exitCodes.done
}

async function trainAnEmbedder(context: Context, file: string, flags: Flags): Promise<ExitCode> {
  const options = { ...commonOptions(context, file, flags, fieldsOf(flags, 'title,abstract')), beside: flags.beside }
  const trained = await follow(context, trainEmbedder(options))
  if (!trained) return stopped(context, 'Nothing was written: an embedder is trained in one go.')
  const { embedder, words } = trained.heldOut
  context.output.row(
    { trained },
    `${trained.folder}: finds ${percent(embedder.accuracyAt1)} of ${embedder.n} held-out texts first (BM25: ${percent(words.accuracyAt1)})`,
  )
  return exitCodes.done
}

function commonOptions({ signal }: Context, file: string, flags: Flags, fields: readonly string[]) {
  const { out: folder, seed, threads, heldOut: heldOutCount } = flags
  return { file, folder, fields, seed, threads, heldOutCount, signal, command: commandOf(file, flags, fields) }
}

function fieldsOf({ fields }: Flags, usual: string): string[] {
  return (fields ?? usual).split(',').map((field) => field.trim())
}

/** The command that makes the model again, with all that was left to defaults and moves the result. */
function commandOf(file: string, flags: Flags, fields: readonly string[]): string {
  const own = flags.preset === 'embedder' ? [] : ['--steps', flags.steps, '--vocab', flags.vocab]
  const heldOut = flags.heldOut === undefined ? [] : ['--held-out', flags.heldOut]
  const beside = flags.beside === undefined ? [] : ['--beside', flags.beside]
  return [
    'offprint train',
    file,
    '--preset',
    flags.preset,
    '--fields',
    fields.join(),
    ...own,
    ...heldOut,
    ...beside,
    '--seed',
    flags.seed,
    '--out',
    flags.out,
  ].join(' ')
}

function stopped({ output }: Context, advice: string): ExitCode {
  output.note(`Stopped. ${advice}`)
  return exitCodes.cancelled
}

type Step = {
  readonly type: 'step'
  readonly step: number
  readonly totalSteps: number
  readonly loss: number
  readonly heldOut?: { readonly loss: number }
}
type Event = Step | Extract<TrainModelEvent, { type: 'share' }>

/** A row for each step that is told, with the loss curve so far as progress. */
async function follow<Result>({ output }: Context, events: AsyncGenerator<Event, Result>): Promise<Result> {
  const steps: Step[] = []
  let next = await events.next()
  for (; !next.done; next = await events.next()) {
    const event = next.value
    if (event.type === 'share') {
      output.progress({ done: Math.round(event.done * 100), total: 100, unit: '%', note: event.of })
      continue
    }
    steps.push(event)
    if (output.json) output.row(event, '')
    output.progress(progressOf(steps))
  }
  return next.value
}

function progressOf(steps: readonly Step[]): Progress {
  const { step, totalSteps, loss } = steps.at(-1) as Step
  const heldOut = steps.flatMap((each): [number, number][] => (each.heldOut ? [[each.step, each.heldOut.loss]] : []))
  return {
    done: step,
    total: totalSteps,
    unit: 'steps',
    note: `loss ${loss.toFixed(3)} ${sparkline(steps.map((each) => each.loss))}`,
    series: {
      id: 'loss',
      x: { label: 'step' },
      y: { label: 'loss', unit: 'nats' },
      lines: [
        { name: 'training', points: steps.map((each): [number, number] => [each.step, each.loss]) },
        ...(heldOut.length > 0 ? [{ name: 'held out', points: heldOut }] : []),
      ],
    },
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
