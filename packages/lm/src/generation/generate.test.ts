import { expect, it } from 'vitest'

import { createTinyModel } from '../testing/tiny-model.ts'
import { logSoftmax } from './distribution.ts'
import { finishGeneration, generate } from './generate.ts'
import { temperature } from './logit-processors.ts'

const prompts = ['the cat', 'a dog sat on', 'the']
const seeded = { maxNewTokens: 24, seed: 7, endIds: [] }

it('writes the same for each prompt of a batch as for the prompt alone with its place', async () => {
  using model = createTinyModel()
  const batch = await finishGeneration(generate(model, prompts, { maxNewTokens: 12, endIds: [] }))
  for (const [i, prompt] of prompts.entries())
    expect(await finishGeneration(generate(model, [prompt], { maxNewTokens: 12, endIds: [] }))).toEqual([batch[i]])
})

it('gives text in whole characters, which joined is what the tokenizer decodes', async () => {
  using model = createTinyModel()
  const joined = prompts.map(() => '')
  const stream = generate(model, prompts, seeded)
  for (;;) {
    const next = await stream.next()
    if (next.done) {
      next.value.forEach(({ ids, text, finish }, row) => {
        expect({ text, finish, count: ids.length }).toEqual({ text: joined[row], finish: 'length', count: 24 })
        expect(text).toBe(model.tokenizer.decode(ids, { skipSpecial: true }))
      })
      break
    }
    joined[next.value.row] += next.value.text
  }
})

it('draws the same with the same seed, and otherwise with another', async () => {
  using model = createTinyModel()
  const draw = (seed: number, count = 3) => finishGeneration(generate(model, prompts.slice(0, count), { ...seeded, seed }))
  const first = await draw(7)
  expect(await draw(7)).toEqual(first)
  // The batch's size has no part in it.
  expect(await draw(7, 1)).toEqual(first.slice(0, 1))
  expect(await draw(8)).not.toEqual(first)
  const [row] = (await draw(7)).map(({ ids }) => ids)
  expect(new Set(row).size).toBeGreaterThan(10)
})

it('ends at an end token, which has no text, and lets the others go on', async () => {
  using model = createTinyModel()
  const free = await finishGeneration(generate(model, prompts, { maxNewTokens: 12, endIds: [] }))
  const end = free[1].ids[4]
  const ended = await finishGeneration(generate(model, prompts, { maxNewTokens: 12, endIds: [end] }))
  const at = free.map(({ ids }) => ids.indexOf(end))
  ended.forEach(({ ids, finish, text }, row) => {
    const wanted = at[row] < 0 ? free[row].ids : free[row].ids.slice(0, at[row] + 1)
    expect(ids).toEqual(wanted)
    expect(finish).toBe(at[row] < 0 ? 'length' : 'stop')
    expect(text).toBe(model.tokenizer.decode(at[row] < 0 ? wanted : wanted.slice(0, -1), { skipSpecial: true }))
  })
})

it('ends before a stop string and never shows a part of it', async () => {
  using model = createTinyModel()
  const [{ text }] = await finishGeneration(generate(model, ['the'], seeded))
  const stop = text.slice(9, 12)
  const shown: string[] = []
  for await (const piece of generate(model, ['the'], { ...seeded, stop: [stop] })) shown.push(piece.text)
  expect(shown.join('')).toBe(text.slice(0, text.indexOf(stop)))
  const [stopped] = await finishGeneration(generate(model, ['the'], { ...seeded, stop: [stop] }))
  expect(stopped.finish).toBe('stop')
})

it('tells the log-probability of each token and the likeliest beside it, as the model has them', async () => {
  using model = createTinyModel()
  const prompt = model.tokenizer.encode('the cat').ids
  const options = { ...seeded, maxNewTokens: 5, topCount: 3, processors: () => temperature(0.5) }
  const pieces = await Array.fromAsync(generate(model, [prompt], options))
  const ids = [...prompt, ...pieces.map(({ token }) => token.id)]
  const { logits } = await model.forward([ids])
  const { vocabSize } = model.sizes
  pieces.forEach(({ token }, i) => {
    const place = prompt.length - 1 + i
    const wanted = logSoftmax((logits.data as Float32Array).subarray(place * vocabSize, (place + 1) * vocabSize))
    expect(token.scored?.logProbability).toBeCloseTo(wanted[token.id], 4)
    const best = [...wanted.keys()].sort((a, b) => wanted[b] - wanted[a]).slice(0, 3)
    expect(token.scored?.top.map(({ id }) => id)).toEqual(best)
    expect(token.scored?.top[1].logProbability).toBeCloseTo(wanted[best[1]], 4)
  })
})

it('ends where the context ends, and refuses a prompt that does not fit', async () => {
  using model = createTinyModel()
  const prompt = Array(60).fill(9)
  const [{ ids, finish }] = await finishGeneration(generate(model, [prompt], { maxNewTokens: 50, endIds: [] }))
  expect([ids.length, finish]).toEqual([4, 'length'])
  await expect(finishGeneration(generate(model, [Array(65).fill(9)], seeded))).rejects.toThrow(/65 tokens are more than the 64/)
  await expect(finishGeneration(generate(model, ['a'], { maxNewTokens: 0 }))).rejects.toThrow(/maxNewTokens is 0/)
  expect(await finishGeneration(generate(model, [], seeded))).toEqual([])
})

it('stops when it is aborted', async () => {
  using model = createTinyModel()
  const controller = new AbortController()
  const pieces: string[] = []
  const read = async () => {
    for await (const { text } of generate(model, ['the'], { ...seeded, signal: controller.signal })) {
      pieces.push(text)
      if (pieces.length === 3) controller.abort(new Error('enough'))
    }
  }
  await expect(read()).rejects.toThrow('enough')
  expect(pieces).toHaveLength(3)
})
