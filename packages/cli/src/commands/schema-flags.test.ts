import { Command } from 'commander'
import { expect, it } from 'vitest'
import { addSchemaFlags, readSchemaFlags } from './schema-flags.ts'

const schema = {
  properties: {
    text: { type: 'string' },
    maxLength: { type: 'integer', default: 12 },
    tone: { type: 'string', enum: ['calm', 'loud'] },
    template: { type: 'boolean', default: true },
  },
}
const readers = { readInput: async () => 'from input', readFile: async (path: string) => `from ${path}` }

function parse(...argv: string[]) {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
  addSchemaFlags(command, schema)
  command.parse(argv, { from: 'user' })
  return readSchemaFlags(command.opts(), schema, readers)
}

it('reads numbers as numbers, switches both ways, and leaves out what was not given', async () => {
  expect(await parse('--max-length', '5', '--tone', 'calm', '--no-template')).toEqual({ maxLength: 5, tone: 'calm', template: false })
  expect(await parse('--text', 'hello')).toEqual({ text: 'hello' })
})

it('takes text from a file or from standard input', async () => {
  expect(await parse('--text-file', 'a.txt')).toEqual({ text: 'from a.txt' })
  expect(await parse('--text', '-')).toEqual({ text: 'from input' })
})

it('refuses what is no number and flags that the form does not have', async () => {
  await expect(parse('--max-length', 'many')).rejects.toThrow(/--max-length is "many"/)
  await expect(async () => parse('--volume', '3')).rejects.toThrow(/unknown option/)
})
