import { WeightsError } from '../weights/weights-error.ts'

/** A name is a folder's: no path, nothing hidden. */
export function checkedName(name: string): string {
  if (/^\w[\w.-]{0,99}$/.test(name) && !name.endsWith('.partial')) return name
  throw new WeightsError(
    'weights-mismatch',
    `${JSON.stringify(name)} cannot name a model: take letters, digits, ".", "-" and "_", at most 100 of them`,
  )
}
