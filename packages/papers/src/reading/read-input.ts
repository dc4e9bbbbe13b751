import { ImportError } from './errors.ts'
import { withHead } from './head.ts'
import type { Importer, ReadContext, Reading } from './importer.ts'
import { emptyInput, type Input } from './open-input.ts'
import { loadImporters } from './registry.ts'

/** Recognises an input's format and reads it. Throws ImportError: empty, unknown-format. */
export async function readInput(input: Input, context: ReadContext): Promise<AsyncGenerator<Reading>> {
  const { head, bytes } = await withHead(input.bytes)
  if (head.every((byte) => byte <= 0x20)) throw emptyInput(input.label)
  if (isUtf16(head)) throw new ImportError('unknown-format', `${input.label} is written in UTF-16. Save it as UTF-8 and import it again.`)
  const importers = await loadImporters()
  const importer = importers.find((each) => each.detect({ name: input.name, text: head.toString() }))
  if (!importer) throw unknownFormat(input.label, importers)
  return importer.read(bytes, context)
}

function isUtf16(head: Buffer): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

function unknownFormat(label: string, importers: readonly Importer[]): ImportError {
  const names = importers.map(({ name }) => name).join('; ')
  return new ImportError('unknown-format', `${label} is in no format that can be imported. Known are: ${names}.`)
}
