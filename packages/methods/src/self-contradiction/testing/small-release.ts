import type { DataSet } from '../../contract.ts'

/** A data set of given texts, for tests. */
export function dataSetOf(files: Readonly<Record<string, string>>): DataSet {
  const text = (path: string) => files[path] ?? missing(path)
  return { name: 'small', sha256: '', paths: Object.keys(files), text, bytes: (path) => Buffer.from(text(path)) }
}

function missing(path: string): never {
  throw new Error(`no ${path}`)
}

type Pair = { file: string; orig: string; alt: string; prefix?: string; tag: 'ok' | 'strong'; origin?: string }

/**
 * A release of our own writing in the shape of the real one: the entity "Ada (town)" with one description of two sentences, of which
 * the first is contradicted, revised in the first round, and whose transcripts say so.
 */
export function smallRelease(): DataSet {
  const folder = 'Please_tell_me_about_Ada_town'
  const pairs: Pair[] = [
    { file: '0_0_0.txt', orig: 'Ada was founded in 1040.', alt: 'Ada was founded in 1624.', tag: 'strong' },
    { file: '0_0_1.txt', orig: 'Ada was founded in 1040.', alt: 'Ada was founded in 1041.', tag: 'ok', origin: 'native' },
    { file: '0_1_0.txt', orig: 'It has 12 mills.', alt: 'It has 12 mills.', prefix: 'Ada was founded in 1040.', tag: 'ok' },
    { file: 'm2_0_0_0.txt', orig: 'Ada was founded long ago.', alt: 'Ada was founded recently.', tag: 'strong' },
  ]
  const text = (text: string) => JSON.stringify({ prompt: 'Please tell me about Ada (town)', text })
  return dataSetOf({
    ...Object.fromEntries(pairs.map((pair) => [`test/test/sentences/chatgpt/${folder}/m3/${pair.file}`, pairFile(pair)])),
    'output/test/chatgpt/chatgpt/s3/test_m3/ada_(town).iclr9113': transcript,
    [`test/test/descriptions/chatgpt/${folder}/0.txt`]: text('Ada was founded in 1040. It has 12 mills.'),
    [`test/test/new_descriptions/chatgpt/chatgpt/${folder}/m2/0.txt`]: text('Ada was founded. It has 12 mills.'),
    [`test/test/new_descriptions/chatgpt/chatgpt/${folder}/m5/0.txt`]: text('Ada was founded. It has 12 mills.'),
    [`test/test/decisions/chatgpt/chatgpt/${folder}/m2/0.txt`]: decisions,
    'test/test/entities_by_popularity.txt': 'Ada (town)\n',
  })
}

function pairFile({ orig, alt, prefix = '', tag, origin = 'compactie' }: Pair): string {
  const [subject, predicate, ...object] = orig.split(' ')
  return JSON.stringify({
    target: 'Please tell me about Ada (town)',
    orig,
    alt,
    prefix,
    triple: [[subject, predicate, object.join(' ')], origin],
    tag,
  })
}

const transcript = `test/test/sentences/chatgpt/ada_(town)/m3/0_0_0.txt
Q: Two statements.
An explanation only.

The server is busy.
A: The years differ.
By far.
Q: Please conclude now.
The server is busy.
A: Yes.
A: Yes, they are.
A: No.
label: strong
score: 0.67
test/test/sentences/chatgpt/ada_(town)/m3/0_1_0.txt
label: ok
score: 0.0
`

const decisions = JSON.stringify({
  prompt: 'Please tell me about Ada (town)',
  decisions: [
    {
      prefix_new: '',
      sent_orig: 'Ada was founded in 1040.',
      decision: 'redact',
      changes: [[['Ada', 'was founded', 'in 1040.'], 'Ada was founded in 1624.', 'Ada was founded.']],
      sent_new: 'Ada was founded.',
    },
    { prefix_new: 'Ada was founded.', sent_orig: 'It has 12 mills.', decision: 'keep', changes: [], sent_new: 'It has 12 mills.' },
  ],
})
