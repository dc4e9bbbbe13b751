import { ShapeError } from './errors.ts'

/**
 * A size that is known only when the graph runs: a polynomial over named axes, such as `past + length` or `2*batch`.
 * Two dims are equal when their `text` is.
 */
export type Dim = { readonly text: string; readonly terms: readonly Term[] }

/** A number, or a size known only at run time. */
export type Size = number | Dim

type Term = { readonly coefficient: number; readonly factors: readonly Atom[] }

/** A named axis, or the whole part of a dim divided by a number. */
export type Atom = { readonly name: string; readonly quotient?: { readonly of: Dim; readonly by: number } }

/** The axis called `name`. */
export function axis(name: string): Dim {
  return fromTerms([{ coefficient: 1, factors: [{ name }] }]) as Dim
}

export function isDim(size: Size): size is Dim {
  return typeof size === 'object'
}

export function plus(a: Size, b: Size): Size {
  if (!isDim(a) && !isDim(b)) return a + b
  return fromTerms([...termsOf(a), ...termsOf(b)])
}

export function minus(a: Size, b: Size): Size {
  return plus(a, times(b, -1))
}

export function times(a: Size, b: Size): Size {
  if (!isDim(a) && !isDim(b)) return a * b
  const terms = termsOf(a).flatMap((x) =>
    termsOf(b).map((y) => ({ coefficient: x.coefficient * y.coefficient, factors: [...x.factors, ...y.factors] })),
  )
  return fromTerms(terms)
}

/** a / b where it comes out even for every value of the axes; undefined otherwise. */
export function dividedBy(a: Size, b: Size): Size | undefined {
  if (sameSize(a, b)) return 1
  const divisor = termsOf(b)
  if (divisor.length !== 1) return undefined
  const quotients = termsOf(a).map((term) => divideTerm(term, divisor[0]))
  if (quotients.some((term) => term === undefined)) return undefined
  return fromTerms(quotients as Term[])
}

/** a / by rounded up, also where `a` is symbolic: the number of chunks of a length. */
export function ceilDivide(a: Size, by: number): Size {
  return floorDivide(plus(a, by - 1), by)
}

/** a / by rounded down, also where `a` is symbolic. */
export function floorDivide(a: Size, by: number): Size {
  if (!isDim(a)) return Math.floor(a / by)
  const even = dividedBy(a, by)
  if (even !== undefined) return even
  return fromTerms([{ coefficient: 1, factors: [{ name: `floor((${a.text})/${by})`, quotient: { of: a, by } }] }])
}

export function product(sizes: readonly Size[]): Size {
  return sizes.reduce<Size>(times, 1)
}

export function sameSize(a: Size, b: Size): boolean {
  return isDim(a) ? isDim(b) && a.text === b.text : a === b
}

export function formatSize(size: Size): string {
  return isDim(size) ? size.text : String(size)
}

/** The value of a size once every axis has one. Throws ShapeError for an axis without a value. */
export function evaluateSize(size: Size, axes: ReadonlyMap<string, number>): number {
  if (!isDim(size)) return size
  return size.terms.reduce((sum, term) => sum + term.factors.reduce((value, atom) => value * evaluateAtom(atom, axes), term.coefficient), 0)
}

/** Reads `past+length`, `2*length`, `length-1` or a plain number, as written in the `dims` of `jit`. */
export function parseSize(text: string): Size {
  const terms = text.replaceAll(' ', '').match(/[+-]?[^+-]+/g)
  if (!terms) throw new ShapeError(`"${text}" is no size: write an axis name, a number, or sums and products of them`)
  return terms.reduce<Size>((sum, term) => plus(sum, parseTerm(term, text)), 0)
}

/** All plain axis names that a size depends on. */
export function axisNames(size: Size): string[] {
  if (!isDim(size)) return []
  return size.terms.flatMap((term) => term.factors.flatMap((atom) => (atom.quotient ? axisNames(atom.quotient.of) : [atom.name])))
}

function parseTerm(term: string, text: string): Size {
  const sign = term.startsWith('-') ? -1 : 1
  const factors = term.replace(/^[+-]/, '').split('*')
  return factors.reduce<Size>((value, factor) => times(value, parseFactor(factor, text)), sign)
}

function parseFactor(factor: string, text: string): Size {
  if (/^\d+$/.test(factor)) return Number(factor)
  if (/^[A-Za-z_]\w*$/.test(factor)) return axis(factor)
  throw new ShapeError(`"${factor}" in the size "${text}" is neither a number nor an axis name`)
}

function evaluateAtom(atom: Atom, axes: ReadonlyMap<string, number>): number {
  if (atom.quotient) return Math.floor(evaluateSize(atom.quotient.of, axes) / atom.quotient.by)
  const value = axes.get(atom.name)
  if (value === undefined) throw new ShapeError(`axis "${atom.name}" has no value: no input has it as an axis of its own`)
  return value
}

function divideTerm(term: Term, by: Term): Term | undefined {
  if (term.coefficient % by.coefficient !== 0) return undefined
  const factors = [...term.factors]
  for (const atom of by.factors) {
    const at = factors.findIndex((factor) => factor.name === atom.name)
    if (at < 0) return undefined
    factors.splice(at, 1)
  }
  return { coefficient: term.coefficient / by.coefficient, factors }
}

function termsOf(size: Size): readonly Term[] {
  if (isDim(size)) return size.terms
  return size === 0 ? [] : [{ coefficient: size, factors: [] }]
}

function fromTerms(terms: readonly Term[]): Size {
  const sums = new Map<string, Term>()
  for (const term of terms) {
    const factors = term.factors.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const key = factors.map((atom) => atom.name).join('*')
    sums.set(key, { coefficient: (sums.get(key)?.coefficient ?? 0) + term.coefficient, factors })
  }
  const kept = [...sums].filter(([, term]) => term.coefficient !== 0).toSorted(([a], [b]) => (a < b ? 1 : -1))
  if (kept.every(([, term]) => term.factors.length === 0)) return kept.reduce((sum, [, term]) => sum + term.coefficient, 0)
  const text = kept
    .map(([key, term]) => formatTerm(key, term.coefficient))
    .join('+')
    .replaceAll('+-', '-')
  return { text, terms: kept.map(([, term]) => term) }
}

function formatTerm(key: string, coefficient: number): string {
  if (key === '') return String(coefficient)
  if (coefficient === 1) return key
  return coefficient === -1 ? `-${key}` : `${coefficient}*${key}`
}
