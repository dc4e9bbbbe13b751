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
