import {
  add,
  causalMask,
  ceilDivide,
  concat,
  cumsum,
  einsum,
  exp,
  minus,
  pad,
  pick,
  reshape,
  type Size,
  slice,
  sub,
  type Tensor,
  times,
  transpose,
  unsqueeze,
} from '@offprint/engine'

/** Longest stretch that is computed as one masked product; longer texts are cut into such chunks (arXiv 2405.21060, section 6). */
const chunkLength = 64

export type ScanInputs = {
  /** Inputs already multiplied by their time step: [batch, length, heads, head size]. */
  readonly x: Tensor
  /** Logarithm of the decay at each step, A·Δ, at most 0: [batch, length, heads]. */
  readonly decay: Tensor
  /** What a step writes and reads: [batch, length, heads, state size]. */
  readonly b: Tensor
  readonly c: Tensor
  /** State before the first step: [batch, heads, head size, state size]. */
  readonly state: Tensor
}

/**
 * The state-space recurrence h_t = exp(decay_t)·h_{t−1} + x_t b_tᵀ, y_t = h_t c_t, in chunks (Mamba-2, arXiv 2405.21060, listing 1): products
 * within a chunk, one state a chunk carried on. Any length; the rest of the last chunk is filled with steps that change nothing.
 */
export function scanStates({ x, decay, b, c, state }: ScanInputs): { y: Tensor; state: Tensor } {
  const [batch, length, heads, headSize] = x.shape
  const stateSize = b.shape[3]
  const chunk = typeof length === 'number' ? Math.min(length, chunkLength) : chunkLength
  const count = ceilDivide(length, chunk)
  const fill = minus(times(count, chunk), length)
  const chunked = (t: Tensor, ...rest: Size[]) => reshape(pad(t, 1, 0, fill), [batch, count, chunk, ...rest])
  const inputs = chunked(x, heads, headSize)
  const writes = chunked(b, heads, stateSize)
  const reads = chunked(c, heads, stateSize)
  const passed = cumsum(transpose(chunked(decay, heads), [0, 3, 1, 2]), -1) // [batch, heads, chunks, chunk]
  const within = einsum('bnthk,bnshk,bhnts,bnshp->bnthp', reads, writes, decaysBetween(passed, chunk), inputs)
  const left = exp(sub(slice(passed, -1, chunk - 1), passed)) // what of each step is left at the chunk's end
  const written = einsum('bnshk,bhns,bnshp->bnhpk', writes, left, inputs)
  const states = concat([unsqueeze(state, 1), written], 1) // [batch, 1 + chunks, heads, head size, state size]
  const totals = pad(pick(passed, -1, chunk - 1), -1, 1, 0) // [batch, heads, 1 + chunks]
  const carried = einsum('bhzn,bnhpk->bzhpk', decaysBetween(cumsum(totals, -1), undefined), states)
  const before = slice(carried, 1, 0, count)
  const across = einsum('bnthk,bnhpk,bhnt->bnthp', reads, before, exp(passed))
  const y = reshape(add(within, across), [batch, times(count, chunk), heads, headSize])
  return { y: slice(y, 1, 0, length), state: pick(carried, 1, count) }
}

/** exp(passed_t − passed_s) for s ≤ t, else 0: [..., t, s] of running sums [..., t]. */
function decaysBetween(passed: Tensor, size: number | undefined): Tensor {
  const steps = size ?? passed.shape[passed.shape.length - 1]
  return exp(add(sub(unsqueeze(passed, -1), unsqueeze(passed, -2)), causalMask(steps)))
}
