import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { Tokenizer as Peer } from '@huggingface/tokenizers'
import { openFile, readGgufHeader, readTiktoken, readTokenizer, type TokenizerJson, trainByteBpe, trainUnigram } from '@offprint/lm'
import { sharedPath, testModelPath } from '@offprint/tools/needs'
import { Tiktoken } from 'js-tiktoken/lite'

export const name = 'tokenizers: MB of text a second, ours beside @huggingface/tokenizers and js-tiktoken'

type Row = Record<string, string | number>
type Encode = (text: string) => number
type Contest = { readonly tokenizer: string; readonly peer: string; readonly ours: () => Encode; readonly theirs: () => Encode }

/** English and 388 languages, line by line as texts come; the second shows what other scripts cost. */
function corpora(): { text: string; lines: string[] }[] {
  const unpack = (file: string) => gunzipSync(readFileSync(sharedPath(`data/corpora/${file}`))).toString()
  const many = unpack('udhr2.jsonl.gz')
    .split('\n')
    .filter(Boolean)
    .map((line) => String(JSON.parse(line).text))
  return [
    { text: 'tinyshakespeare, 40,000 lines', lines: unpack('tinyshakespeare.txt.gz').split('\n') },
    { text: 'human rights in 388 languages, the first 2,000 characters of each', lines: many.map((line) => line.slice(0, 2000)) },
  ]
}

export async function* run(): AsyncGenerator<Row> {
  if (!existsSync(sharedPath('data/corpora'))) return yield { skipped: 'the corpora of ../shared are not here' }
  const texts = corpora()
  for (const contest of await contests(texts[0].lines)) {
    for (const { text, lines } of texts) yield measure(contest, text, lines)
  }
}

async function contests(lines: readonly string[]): Promise<Contest[]> {
  const found: Contest[] = [
    jsonContest('byte-level BPE, 4,096 tokens trained on the text', trainByteBpe(lines, { vocabSize: 4096 })),
    jsonContest('unigram, 4,096 tokens trained on the text', trainUnigram(lines, { vocabSize: 4096 })),
    tiktokenContest('cl100k_base'),
  ]
  const minilm = testModelPath('all-MiniLM-L6-v2/tokenizer.json')
  if (existsSync(minilm)) found.push(jsonContest('WordPiece of all-MiniLM-L6-v2', JSON.parse(readFileSync(minilm, 'utf8'))))
  const smollm = testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf')
  if (existsSync(smollm)) found.push(jsonContest('byte-level BPE of SmolLM2-135M', await jsonOfGguf(smollm)))
  return found
}

function jsonContest(tokenizer: string, json: TokenizerJson): Contest {
  return {
    tokenizer,
    peer: '@huggingface/tokenizers',
    ours: () => {
      const mine = readTokenizer(json)
      return (text) => mine.encode(text).ids.length
    },
    theirs: () => {
      const peer = new Peer(JSON.parse(JSON.stringify({ ...json, truncation: null, padding: null })), {})
      return (text) => peer.encode(text).ids.length
    },
  }
}

function tiktokenContest(tokenizer: string): Contest {
  const ranks = createRequire(import.meta.url)(`js-tiktoken/ranks/${tokenizer}`)
  return {
    tokenizer,
    peer: 'js-tiktoken',
    ours: () => {
      const mine = readTiktoken({ ranks: ranks.bpe_ranks, pattern: ranks.pat_str, special: ranks.special_tokens })
      return (text) => mine.encode(text, { special: false }).ids.length
    },
    theirs: () => {
      const peer = new Tiktoken(ranks)
      return (text) => peer.encode(text, [], []).length
    },
  }
}

/** SmolLM2's own tokenizer.json, made anew out of the GGUF header for the peer, which reads no GGUF. */
async function jsonOfGguf(path: string): Promise<TokenizerJson> {
  await using file = await openFile(path)
  const { metadata } = await readGgufHeader(file)
  const list = (key: string) => metadata.get(`tokenizer.ggml.${key}`)!.value as readonly string[]
  const digits = { type: 'Digits', individual_digits: true }
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [digits, byteLevel] },
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: Object.fromEntries(list('tokens').map((token, id) => [token, id])), merges: list('merges') },
  }
}

function measure({ tokenizer, peer, ours, theirs }: Contest, text: string, lines: readonly string[]): Row {
  const sizeBytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
  const [mine, other] = [fastest(ours(), lines), fastest(theirs(), lines)]
  const speed = (ms: number) => Number((sizeBytes / 1000 / ms).toFixed(2))
  return {
    tokenizer,
    text,
    sizeMb: Number((sizeBytes / 1e6).toFixed(2)),
    mbPerSecond: speed(mine.best),
    mbPerSecondFirst: speed(mine.first),
    peer,
    peerMbPerSecond: speed(other.best),
    peerMbPerSecondFirst: speed(other.first),
    timesFaster: Number((other.best / mine.best).toFixed(2)),
    tokens: mine.tokens,
    peerTokens: other.tokens,
  }
}

/** The first pass fills caches and compiles; of the next ones the best counts. */
function fastest(encode: Encode, lines: readonly string[]): { first: number; best: number; tokens: number } {
  const times: number[] = []
  let tokens = 0
  for (let pass = 0; pass < 3; pass++) {
    const start = performance.now()
    tokens = lines.reduce((count, line) => count + encode(line), 0)
    times.push(performance.now() - start)
  }
  return { first: times[0], best: Math.min(...times.slice(1)), tokens }
}
