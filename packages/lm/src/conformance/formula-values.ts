import { z } from 'zod'

/** Numbers that a recorded file gives by a formula instead of listing them: seed, and scale as a number or a fraction. */
export const formulaScale = z.union([
  z.number(),
  z
    .string()
    .regex(/^1\/\d+$/)
    .transform((text) => 1 / Number(text.slice(2))),
])

/** Value `index` of the formula of golden-real (prefix.json, lora.json): a hash of 32 bits, spread over ±scale and rounded to float32. */
export function formulaValue(index: number, seed: number, scale: number): number {
  let x = (Math.imul(index, 2_654_435_761) + seed) >>> 0
  x = Math.imul(x ^ (x >>> 16), 2_246_822_519)
  x = Math.imul(x ^ (x >>> 13), 3_266_489_917)
  x = (x ^ (x >>> 16)) >>> 0
  return Math.fround((x / 2_147_483_648 - 1) * scale)
}
