import type { Random } from '../contract.ts'
import type { Document, Learner } from './learner.ts'
import type { Unit } from './lexicon.ts'

/** What a document taught about a unit; applied by `forget` when it is over. */
export type Event = { readonly unit: Unit; readonly move: 'promote' | 'demote' }

/** How a parse stands: LiB wants few unknown characters, then few chunks, then good ranks. */
type Cost = { unknowns: number; chunks: number; ranks: number }

/** A unit under test: the parse that uses it against the one that starts with the second-longest match instead. */
type Test = { readonly actual: Cost; readonly alternative: Cost; end: number }

type Reader = {
  readonly learner: Learner
  readonly random: Random
  readonly events: Event[]
  /** Candidates proposed once in this document. */
  readonly proposed: Set<string>
}

/**
 * Reads a document once and gives the events in order. New units join the list's tail while reading; nothing moves before
 * the document is over, so ranks are those of its beginning.
 */
export function read(learner: Learner, document: Document, random: Random): Event[] {
  const reader: Reader = { learner, random, events: [], proposed: new Set() }
  for (const sentence of document) readSentence(reader, sentence)
  return reader.events
}

function readSentence(reader: Reader, sentence: Uint32Array): void {
  const { lexicon, settings, probation } = reader.learner
  const tests = new Map<Unit, Test>()
  let previous: Unit | undefined
  let unknownRun = ''
  for (let at = 0; at < sentence.length; ) {
    decideTests(reader, tests, sentence, at)
    const [chunk, second] = lexicon.longestTwo(sentence, at, Math.min(sentence.length, at + settings.maxLength))
    for (const test of tests.values()) charge(test.actual, chunk)
    if (!chunk) {
      unknownRun += String.fromCodePoint(sentence[at])
      previous = undefined
      at++
      continue
    }
    memorize(reader, previous, unknownRun, chunk)
    if (chunk.characters.length > 1 && second) tests.set(chunk, startTest(chunk, second, at))
    else probation.delete(chunk)
    at += chunk.characters.length
    previous = chunk
    unknownRun = ''
  }
  // A test still open here stays undecided, as in the released code: the sentence's end is no evidence for a boundary.
}

/** Proposes to join the last chunk and this one, or to take the unknown run between known chunks as a unit. */
function memorize({ learner, random, proposed }: Reader, previous: Unit | undefined, unknownRun: string, chunk: Unit): void {
  const { lexicon, settings } = learner
  if (random.next() >= settings.memoryIn) return
  const candidate = previous ? joined(previous, chunk, settings.maxLength) : shortRun(unknownRun, settings.miniGap)
  if (!candidate || lexicon.find(candidate)) return
  // Twice in the same document: the first proposal is only a note, and the notes are thrown away with the document.
  if (proposed.delete(candidate)) lexicon.append(candidate)
  else proposed.add(candidate)
}

function joined(previous: Unit, chunk: Unit, maxLength: number): string | undefined {
  return previous.characters.length + chunk.characters.length <= maxLength ? previous.text + chunk.text : undefined
}

function shortRun(unknownRun: string, miniGap: number): string | undefined {
  return unknownRun && [...unknownRun].length <= miniGap ? unknownRun : undefined
}

function startTest(chunk: Unit, second: Unit, at: number): Test {
  const actual = { unknowns: 0, chunks: 1, ranks: chunk.rank }
  return { actual, alternative: { unknowns: 0, chunks: 1, ranks: second.rank }, end: at + second.characters.length }
}

/** Follows each alternative parse up to `at`; where it ends there too, the unit under test is judged. */
function decideTests(reader: Reader, tests: Map<Unit, Test>, sentence: Uint32Array, at: number): void {
  const { lexicon, settings } = reader.learner
  for (const [unit, test] of tests) {
    while (test.end < at) {
      const chunk = lexicon.longest(sentence, test.end, Math.min(sentence.length, test.end + settings.maxLength))
      charge(test.alternative, chunk)
      test.end += chunk ? chunk.characters.length : 1
    }
    if (test.end > at) continue
    tests.delete(unit)
    judge(reader, unit, test)
  }
}

function judge({ learner, events }: Reader, unit: Unit, test: Test): void {
  if (!isBetter(test.alternative, test.actual)) {
    events.push({ unit, move: 'promote' })
    learner.probation.delete(unit)
    return
  }
  events.push({ unit, move: 'demote' })
  const smaller = learner.lexicon.longest(unit.characters, 0, unit.characters.length - 1)
  if (smaller) events.push({ unit: smaller, move: 'promote' })
}

function charge(cost: Cost, chunk: Unit | undefined): void {
  if (!chunk) {
    cost.unknowns++
    return
  }
  cost.chunks++
  cost.ranks += chunk.rank
}

function isBetter(a: Cost, b: Cost): boolean {
  if (a.unknowns !== b.unknowns) return a.unknowns < b.unknowns
  if (a.chunks !== b.chunks) return a.chunks < b.chunks
  return a.ranks < b.ranks
}
