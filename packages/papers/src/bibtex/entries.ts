import { type Line, maxRecordBytes } from '../reading/lines.ts'

/** The raw text of one `@type{…}` with the line where it begins, or why it could not be read. */
export type BibtexBlock = { readonly line: number; readonly text: string; readonly problem?: string }

/** Cuts BibTeX into entries by counting braces; what stands between entries is comment (BibTeX's own rule) and passed over. */
export async function* readBibtexBlocks(lines: AsyncIterable<Line>): AsyncGenerator<BibtexBlock> {
  let block: { line: number; text: string; depth: number; problem?: string } | undefined
  for await (const line of lines) {
    const startsHere = /^\s*@\s*\w+\s*[{(]/.test(line.text)
    // An entry that was never closed ends where the next one begins: one missing brace must not swallow a whole file.
    if (block && startsHere && block.depth > 0 && /^@/.test(line.text)) {
      yield { line: block.line, text: '', problem: 'a brace of this entry is never closed' }
      block = undefined
    }
    if (!block && startsHere) block = { line: line.number, text: '', depth: 0 }
    if (!block) continue
    block.problem ??= line.problem
    if (block.text.length + line.text.length > maxRecordBytes)
      block.problem ??= `the entry has more than the ${maxRecordBytes} bytes that a record may have`
    if (block.problem === undefined) block.text += `${line.text}\n`
    block.depth += braceBalance(line.text)
    if (block.depth > 0) continue
    yield block
    block = undefined
  }
  if (block) yield { line: block.line, text: '', problem: 'the input breaks off inside this entry' }
}

/** Opening less closing braces; an escaped brace is text. */
export function braceBalance(text: string): number {
  let balance = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '{') balance++
    else if (text[i] === '}') balance--
  }
  return balance
}
