import { expect, it } from 'vitest'
import { softmax } from './distribution.ts'
import { type LastLogits, speculativeRound } from './speculative.ts'

function random(seed: number) {
  let state = seed
  return {
    next() {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    },
  }
}

/** A model whose next token depends on the last token only. */
function tableModel(table: number[][], calls = { count: 0 }): LastLogits {
  return (ids, count) => {
    calls.count++
    return ids.slice(-count).map((id) => Float32Array.from(table[id]))
  }
}

const targetTable = [
  [0, 1, -1],
  [2, 0, 0.5],
  [-1, -1, 1],
]
const draftTable = [
  [1, 0, 0],
  [0, 1, 0],
  [0.5, -2, 1],
]

it('draws pairs of tokens exactly as often as the target alone would', async () => {
  const source = random(11)
  const counts = new Map<string, number>()
  const trials = 40_000
  for (let trial = 0; trial < trials; trial++) {
    const { tokens } = await speculativeRound([0], {
      target: tableModel(targetTable),
      draft: tableModel(draftTable),
      draftCount: 2,
      random: source,
    })
    // A round gives one to three tokens; the second of a short round is drawn by the next round.
    const pair =
      tokens.length > 1
        ? tokens.slice(0, 2)
        : [
            tokens[0],
            (
              await speculativeRound([0, tokens[0]], {
                target: tableModel(targetTable),
                draft: tableModel(draftTable),
                draftCount: 1,
                random: source,
              })
            ).tokens[0],
          ]
    counts.set(pair.join(), (counts.get(pair.join()) ?? 0) + 1)
  }
  const first = softmax(targetTable[0])
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < 3; b++) {
      const expected = first[a] * softmax(targetTable[a])[b]
      // Four standard deviations of a share over 40,000 draws are below 0.01.
      expect(Math.abs((counts.get(`${a},${b}`) ?? 0) / trials - expected)).toBeLessThan(0.01)
    }
  }
})

it('keeps every proposal when the draft is the target, with one call of the target for them all', async () => {
  const calls = { count: 0 }
  const round = await speculativeRound([1], {
    target: tableModel(targetTable, calls),
    draft: tableModel(targetTable),
    draftCount: 4,
    random: random(5),
  })
  expect(round).toMatchObject({ accepted: 4, drafted: 4 })
  expect(round.tokens).toHaveLength(5)
  expect(calls.count).toBe(1)
})

it('never keeps a token that the target rules out', async () => {
  const never = Number.NEGATIVE_INFINITY
  const round = await speculativeRound([0], {
    target: tableModel([
      [never, never, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]),
    draft: tableModel([
      [5, 5, never],
      [0, 0, 0],
      [0, 0, 0],
    ]),
    draftCount: 1,
    random: random(3),
  })
  expect(round).toEqual({ tokens: [2], accepted: 0, drafted: 1 })
})
