import { AlignedBuilder, type AlignedText } from './aligned-text.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { isAscii } from './unicode.ts'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const utf8 = new TextEncoder()

/**
 * SentencePiece's precompiled character map: base64 of a Darts double array (its length first) and the texts that its values point to,
 * each ended by NUL. Throws TokenizerError where the parts do not fit together.
 */
export function precompiledNormalizer(charsmap: string): (aligned: AlignedText) => AlignedText {
  const map = readCharsmap(charsmap)
  const known = new Map<string, string | undefined>()
  const look = (text: string) => {
    if (!known.has(text)) known.set(text, lookUp(map, text))
    return known.get(text)
  }
  return (aligned) => {
    const builder = new AlignedBuilder(aligned)
    let changed = false
    const write = (start: number, text: string) => {
      const written = look(text)
      if (written === undefined) builder.keep(start, start + text.length)
      else builder.replace(start, start + text.length, written)
      changed ||= written !== undefined
      return written !== undefined
    }
    for (const [start, cluster] of clusters(aligned.text)) {
      // As the reference does: short clusters (under 6 bytes) are looked up whole first, then each character.
      if (utf8.encode(cluster).length < 6 && look(cluster) !== undefined && write(start, cluster)) continue
      let at = start
      for (const character of cluster) {
        write(at, character)
        at += character.length
      }
    }
    return changed ? builder.finish() : aligned
  }
}

type Charsmap = { readonly units: Uint32Array; readonly texts: Uint8Array }

function readCharsmap(base64: string): Charsmap {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const size = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0, true)
  if (size === 0 || size % 4 !== 0 || size + 4 > bytes.length) {
    throw new TokenizerError(
      'tokenizer-format',
      `the character map of this tokenizer says ${size} bytes, ${bytes.length} are there: it is damaged`,
    )
  }
  return { units: new Uint32Array(bytes.slice(4, 4 + size).buffer), texts: bytes.slice(4 + size) }
}

/** What a text becomes: the value of its shortest prefix in the array (sic, as the reference), undefined where there is none. */
function lookUp({ units, texts }: Charsmap, text: string): string | undefined {
  let at = jump(units[0])
  for (const byte of utf8.encode(text)) {
    at ^= byte
    const unit = units[at]
    if (byte === 0 || unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return undefined
    at ^= jump(unit)
    if (((unit >>> 8) & 1) === 1) return textAt(texts, (units[at] ?? 0) & 0x7fffffff)
  }
  return undefined
}

function jump(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6)
}

function textAt(texts: Uint8Array, start: number): string | undefined {
  const end = texts.indexOf(0, start)
  return start >= texts.length ? undefined : new TextDecoder().decode(texts.subarray(start, end === -1 ? undefined : end))
}

function* clusters(text: string): Generator<[start: number, text: string]> {
  if (!isAscii(text)) {
    for (const { index, segment } of graphemes.segment(text)) yield [index, segment]
    return
  }
  for (let i = 0; i < text.length; i++) {
    const pair = text[i] === '\r' && text[i + 1] === '\n'
    yield [i, pair ? '\r\n' : text[i]]
    if (pair) i++
  }
}
