import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { createStopWatch, type Stopped } from './stopping.ts'

/**
 * Text of tokens that come one by one. A character that is spread over several tokens is given when it is whole, and nothing that may yet become
 * a stop string. `end` gives what was held back; bytes that never became a character are U+FFFD.
 */
export function createTextStream(tokenizer: ModelTokenizer, stops: readonly string[] = []): { push(id: number): Stopped; end(): string } {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const watch = createStopWatch(stops)
  return {
    // Models have rows for more tokens than their tokenizer, to make a round number: those have no text.
    push: (id) => watch.push(utf8.decode(id < tokenizer.vocabSize ? tokenizer.tokenBytes(id) : new Uint8Array(), { stream: true })),
    end() {
      const { text } = watch.push(utf8.decode())
      return text + watch.end()
    },
  }
}
