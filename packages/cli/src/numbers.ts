import { InvalidArgumentError } from 'commander'

/** A whole number of at least `least` from a flag; the command line exits 2 with the reason otherwise. */
export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!/^\d+$/.test(value.trim()) || !Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`give a whole number of at least ${least}.`)
    return number
  }
}

/** A figure for people: whole numbers as they are, others to four significant digits; JSON rows carry the full value. */
export function formatFigure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))
}
