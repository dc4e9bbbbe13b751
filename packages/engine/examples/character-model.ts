import { readFileSync } from 'node:fs'

import * as engine from '@offprint/engine'

const text = readFileSync(process.argv[2], 'utf8')
const characters = [...new Set(text)]
const ids = Int32Array.from([...text], (character) => characters.indexOf(character))
const [context, size, hidden, batch] = [8, 24, 128, 64]
const random = engine.createRandom(1)
const params = {
  table: random.normal([characters.length, size]),
  inner: { w: random.normal([context * size, hidden], 0.07), b: engine.zeros([hidden]) },
  outer: { w: random.normal([hidden, characters.length], 0.09), b: engine.zeros([characters.length]) },
}
function loss(p: engine.Tensors<typeof params>, x: engine.Tensor, y: engine.Tensor) {
  const window = engine.reshape(engine.embedding(p.table, x), [-1, context * size])
  return engine.crossEntropy(engine.linear(engine.tanh(engine.linear(window, p.inner.w, p.inner.b)), p.outer.w, p.outer.b), y)
}
using step = engine.jit(engine.valueAndGrad(loss), { dims: { x: ['batch', context], y: ['batch'] } })
const optimizer = engine.adamw({ rate: 0.003 })
const state = optimizer.init(params)
for (let n = 0; n <= 200; n++) {
  const starts = Array.from({ length: batch }, () => random.integer(ids.length - context))
  const x = engine.ndarray(Int32Array.from(starts.flatMap((start) => [...ids.subarray(start, start + context)])), [batch, context])
  const y = engine.ndarray(
    Int32Array.from(starts, (start) => ids[start + context]),
    [batch],
  )
  const [value, gradients] = await step(params, x, y)
  optimizer.update(params, gradients, state)
  if (n % 50 === 0) console.log(`step ${n}: ${Number(value.data[0]).toFixed(3)} nats a character`)
}
