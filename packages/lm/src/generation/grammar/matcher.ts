import type { Grammar, GrammarSymbol } from './grammar.ts'

/** What is still to be read: the symbols from `at` on, then what lies below. Shared between states, never changed. */
type Stack = { readonly sequence: readonly GrammarSymbol[]; readonly at: number; readonly below: Stack | null }

/** Bytes of a character that has begun: its bits so far, how many bytes are missing, and the least code point that is written with so many. */
type Pending = { readonly bits: number; readonly missing: number; readonly least: number }

/** A point in a text that the grammar allows so far. `stacks` all stand before a character; null is the end of the text. */
export type MatchState = { readonly stacks: readonly (Stack | null)[]; readonly partial: Pending }

const whole: Pending = { bits: 0, missing: 0, least: 0 }

/** Reads UTF-8 byte by byte along a grammar: a set of pushdown stacks, one for each way to read the text. */
export function createMatcher(grammar: Grammar) {
  const sequenceIds = new Map<readonly GrammarSymbol[], number>()
  const start: MatchState = { stacks: expandAll([{ sequence: [{ rule: 'root' }], at: 0, below: null }]), partial: whole }
  return { start, next, isComplete: ({ stacks, partial }: MatchState) => partial.missing === 0 && stacks.includes(null) }

  /** The state after one more byte; undefined where the grammar allows no such text. */
  function next(state: MatchState, byte: number): MatchState | undefined {
    const partial = addByte(state.partial, byte)
    if (!partial) return undefined
    const open = state.stacks.filter((stack) => stack !== null && allows(characterAt(stack), partial))
    if (open.length === 0) return undefined
    if (partial.missing > 0) return { stacks: open, partial }
    return { stacks: expandAll(open.map((stack) => ({ ...stack!, at: stack!.at + 1 }))), partial: whole }
  }

  /** Opens rules until every stack stands before a character or at the end; equal ones once. */
  function expandAll(stacks: readonly Stack[]): (Stack | null)[] {
    const found = new Map<string, Stack | null>()
    const waiting: (Stack | null)[] = [...stacks]
    while (waiting.length > 0) {
      const stack = waiting.pop() ?? null
      if (stack === null) found.set('', null)
      else if (stack.at >= stack.sequence.length) waiting.push(stack.below)
      else {
        const symbol = stack.sequence[stack.at]
        if (!('rule' in symbol)) found.set(keyOf(stack), stack)
        else
          for (const sequence of grammar.get(symbol.rule)!)
            waiting.push({ sequence, at: 0, below: trimmed({ ...stack, at: stack.at + 1 }) })
      }
    }
    return [...found.values()]
  }

  /** Equal for stacks that stand at the same place all the way down. */
  function keyOf(stack: Stack): string {
    const parts: string[] = []
    for (let part: Stack | null = stack; part; part = part.below) {
      if (!sequenceIds.has(part.sequence)) sequenceIds.set(part.sequence, sequenceIds.size)
      parts.push(`${sequenceIds.get(part.sequence)}:${part.at}`)
    }
    return parts.join(' ')
  }
}

/** A finished sequence adds nothing: what lies below takes its place, so that a repetition does not grow the stack. */
function trimmed(stack: Stack): Stack | null {
  return stack.at >= stack.sequence.length ? stack.below : stack
}

function characterAt({ sequence, at }: Stack): Exclude<GrammarSymbol, { rule: string }> {
  return sequence[at] as Exclude<GrammarSymbol, { rule: string }>
}

function addByte(before: Pending, byte: number): Pending | undefined {
  const partial = before.missing > 0 ? continued(before, byte) : begun(byte)
  if (!partial) return undefined
  const [low, high] = characterRange(partial)
  const surrogate = low >= 0xd800 && high <= 0xdfff
  return low > high || surrogate ? undefined : partial
}

function continued({ bits, missing, least }: Pending, byte: number): Pending | undefined {
  return (byte & 0xc0) === 0x80 ? { bits: (bits << 6) | (byte & 0x3f), missing: missing - 1, least } : undefined
}

function begun(byte: number): Pending | undefined {
  if (byte < 0x80) return { bits: byte, missing: 0, least: 0 }
  if (byte < 0xc2 || byte >= 0xf5) return undefined
  if (byte < 0xe0) return { bits: byte & 0x1f, missing: 1, least: 0x80 }
  return byte < 0xf0 ? { bits: byte & 0x0f, missing: 2, least: 0x800 } : { bits: byte & 0x07, missing: 3, least: 0x10000 }
}

/** The code points that can begin with these bytes; empty where only an overlong form or none could. */
function characterRange({ bits, missing, least }: Pending): readonly [low: number, high: number] {
  const low = bits << (6 * missing)
  return [Math.max(low, least), Math.min(low + (1 << (6 * missing)) - 1, 0x10ffff)]
}

/** Whether some character that begins with these bytes is in the set. */
function allows({ ranges, negated }: Exclude<GrammarSymbol, { rule: string }>, partial: Pending): boolean {
  const [low, high] = characterRange(partial)
  if (!negated) return ranges.some(([from, to]) => from <= high && to >= low)
  // Of a begun character some completion is outside the set unless one range holds them all.
  return !ranges.some(([from, to]) => from <= low && to >= high)
}
