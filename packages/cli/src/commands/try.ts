import { readFile } from 'node:fs/promises'
import type { Block, MethodEntry, Run, TryResult } from '@offprint/lab'
import { LabError } from '@offprint/lab'
import { Command } from 'commander'
import { UsageError } from '../config.ts'
import { addVerb, type Context, type Registration } from '../verb.ts'
import { blockText } from './block-text.ts'
import { endOf, runHere } from './run-here.ts'
import { addSchemaFlags, readSchemaFlags } from './schema-flags.ts'

export const registerTry: Registration = (program, run) => {
  addVerb(program, 'try <slug> [flags...]', "Run a paper's method on your own input; `offprint try SLUG --help` lists its flags")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (slug: string, rest: string[], flags: { json?: boolean }) => {
      const json = flags.json || rest.includes('--json')
      await run({ json }, (context) => tryMethod(context, slug, rest))
    })
}

async function tryMethod(context: Context, slug: string, rest: readonly string[]) {
  const { lab } = await context.open()
  const method = lab.findMethod(slug)
  if (!method) throw new LabError('unknown-method', `There is no method "${slug}". \`offprint doctor\` lists those that run here.`)
  if (!method.try) throw new LabError('not-runnable', `"${method.card.title}" does not run here yet: only its card is written.`)
  const { input, model } = await parseFlags(context, method, rest)
  const { id } = await lab.startTry(slug, input, { model, requester: 'cli' })
  const ended = await runHere(context, lab, id)
  if (ended.state === 'done') context.output.row({ result: ended.result }, resultText(ended))
  return endOf(context, ended)
}

async function parseFlags({ readInput }: Context, method: MethodEntry, rest: readonly string[]) {
  const form = method.try!
  const parser = new Command(`offprint try ${method.slug}`)
    .description(form.title)
    .option('--json', 'JSON lines')
    .option('--model <name>', 'model to run it on')
    .exitOverride()
  addSchemaFlags(parser, form.schema)
  parser.parse([...rest], { from: 'user' })
  if (parser.args.length > 0)
    throw new UsageError(`"${parser.args[0]}" is no flag of ${method.slug}. \`offprint try ${method.slug} --help\` lists them.`)
  const { model, json: _, ...flags } = parser.opts<Record<string, unknown> & { model?: string; json?: boolean }>()
  const input = await readSchemaFlags(flags, form.schema, { readInput, readFile: readTextFile })
  return { input, model }
}

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}. Give the path of a text file.`)
  }
}

function resultText(run: Run): string {
  const { blocks, note } = run.result as TryResult
  return [...blocks.map((block: Block) => blockText(block)), note].filter(Boolean).join('\n\n')
}
