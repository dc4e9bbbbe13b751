import { existsSync } from 'node:fs'
import { type CheckRow, checkRecorded, createModelStore, knownModels, type ModelRow, type ModelStore } from '@offprint/lm'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { addVerb, type Context, exitCodes, type Registration, type Runner } from '../verb.ts'
import { modelsFolder, recordedRoots } from './models-places.ts'

type Flags = { json?: boolean }

/** `offprint models list | show | add | pull | remove | check`. */
export const registerModels: Registration = (program, run) => {
  const models = program.command('models').description('Models on this machine: list, show, add, pull, remove, check')
  addListing(models, run)
  addVerb(models, 'add <path>', 'Copy a Hugging Face folder or a GGUF file among the models')
    .requiredOption('--name <name>', 'what to call it')
    .action(async (path: string, flags: Flags & { name: string }) =>
      run(flags, async (context) => {
        printModel(context, await storeOf(context.config).add(path, flags.name))
        return exitCodes.done
      }),
    )
  addVerb(models, 'pull <name>', `Fetch a model: owner/repository of the hub, or one of ${Object.keys(knownModels).join(', ')}`).action(
    async (name: string, flags: Flags) =>
      run(flags, async (context) => {
        printModel(context, await pull(context, storeOf(context.config), name))
        return exitCodes.done
      }),
  )
  addVerb(models, 'remove <name>', 'Delete a model').action(async (name: string, flags: Flags) =>
    run(flags, async (context) => {
      printModel(context, await storeOf(context.config).remove(name))
      return exitCodes.done
    }),
  )
  addVerb(models, 'check <path>', 'Compare with recorded values: a folder or file of golden values')
    .option('--model <name>', 'the model that they are about: its name or path')
    .action(async (path: string, flags: Flags & { model?: string }) => run(flags, (context) => check(context, path, flags.model)))
}

function addListing(models: Command, run: Runner): void {
  addVerb(models, 'list', 'All models').action(async (flags: Flags) =>
    run(flags, async (context) => {
      const rows = await storeOf(context.config).list()
      for (const row of rows) printModel(context, row)
      if (rows.length === 0)
        context.output.note(`No model is installed in ${modelsFolder(context.config)}. \`offprint models pull NAME\` fetches one.`)
      return exitCodes.done
    }),
  )
  addVerb(models, 'show <name>', 'One model').action(async (name: string, flags: Flags) =>
    run(flags, async (context) => {
      printModel(context, await storeOf(context.config).show(name))
      return exitCodes.done
    }),
  )
}

function storeOf(config: Config): ModelStore {
  return createModelStore({
    folder: modelsFolder(config),
    ...(config.environment.HF_ENDPOINT && { hubUrl: config.environment.HF_ENDPOINT }),
    hubToken: config.environment.HF_TOKEN,
  })
}

function printModel({ output }: Context, row: ModelRow): void {
  const { name, architecture, parameters, format, licence, path, sizeBytes } = row
  const facts = [
    architecture,
    `${(parameters / 1e6).toFixed(1)} M parameters`,
    format,
    `${(sizeBytes / 1e6).toFixed(1)} MB`,
    licence ?? 'licence not stated',
  ]
  output.row(row, `${name}  ${facts.join(' · ')}\n    ${path}`)
}

async function pull({ output, signal }: Context, store: ModelStore, name: string): Promise<ModelRow> {
  const steps = store.pull(name, signal)
  let step = await steps.next()
  while (!step.done) {
    output.progress(step.value)
    step = await steps.next()
  }
  return step.value
}

async function check({ config, output, signal }: Context, path: string, model: string | undefined) {
  let broken = 0
  for await (const row of checkRecorded(path, { model: model && (await modelPath(config, model)), roots: recordedRoots(config), signal })) {
    if (row.holds === false) broken++
    output.row(row, rowText(row))
  }
  if (signal.aborted) return exitCodes.cancelled
  return broken > 0 ? exitCodes.failed : exitCodes.done
}

/** An installed model's folder by its name, else the path itself. */
async function modelPath(config: Config, nameOrPath: string): Promise<string> {
  if (existsSync(nameOrPath)) return nameOrPath
  return (await storeOf(config).show(nameOrPath)).path
}

function rowText({ case: name, largestDeviation, tolerance, holds, reason }: CheckRow): string {
  if (holds === null) return `· ${name}: ${reason}`
  return `${holds ? '✓' : '✕'} ${name}: ${largestDeviation} (tolerance ${tolerance})`
}
