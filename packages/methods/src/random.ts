import { createHash } from 'node:crypto'
import type { Random } from './contract.ts'

/**
 * Seeded draws for a run: sfc32 (Chris Doty-Humphrey's small fast counter, PractRand), its state the sha256 of the seed and the
 * names of the forks that led here. So a fork depends on its name alone, not on what was drawn before it.
 *
 *     createRandom(1).fork('batches').integer(6) // 0 to 5
 */
export function createRandom(seed: number | string): Random {
  const path = String(seed)
  const state = new Uint32Array(new Uint8Array(createHash('sha256').update(path).digest()).buffer, 0, 4)
  const next = () => draw(state) / 2 ** 32
  return {
    next,
    integer: (below) => {
      if (!Number.isSafeInteger(below) || below < 1 || below > 2 ** 32) throw new RangeError(`integer(below) takes 1 to 2^32, got ${below}`)
      return Math.floor(next() * below)
    },
    fork: (name) => createRandom(`${path}/${name}`),
  }
}

/** One step of sfc32: a uniform integer in [0, 2^32). */
function draw(state: Uint32Array): number {
  const out = (state[0] + state[1] + state[3]++) >>> 0
  state[0] = state[1] ^ (state[1] >>> 9)
  state[1] = state[2] + (state[2] << 3)
  state[2] = ((state[2] << 21) | (state[2] >>> 11)) + out
  return out
}
