import { add, arange, greater, greaterEqual, or, plus, type Size, sizeOf, sub, type Tensor, unsqueeze, where } from '@offprint/engine'
import type { DecoderInputs } from '../architectures/architecture.ts'

/** Far below any score and still finite when two masks add up. */
const masked = -1e30

/**
 * Additive mask [queries, keys] of a decoder whose last query stands at the last key: a query sees keys up to its own, and with `window`
 * only the last `window` of them, its own included.
 */
export function causalWindow(queries: Size, keys: Size, window?: number): Tensor {
  const own = add(unsqueeze(arange(queries), 1), sub(sizeOf(keys, 'int32'), sizeOf(queries, 'int32')))
  return hideLater(own, unsqueeze(arange(keys), 0), window)
}

/** Additive mask [batch, 1, 1, keys] from one that is 1 for tokens and 0 for padding, [batch, keys]. */
export function paddingMask(mask: Tensor): Tensor {
  return unsqueeze(unsqueeze(where(greater(mask, 0), 0, masked), 1), 1)
}

/** Sum of the masks that are there; undefined where none is. */
export function addMasks(...masks: readonly (Tensor | undefined)[]): Tensor | undefined {
  return masks.reduce((sum, mask) => (sum && mask ? add(sum, mask) : (sum ?? mask)), undefined)
}

/** Causal mask, window and padding of a decoder together: broadcastable to [batch, heads, length, past + length]. */
export function decoderMask(inputs: DecoderInputs, pastLength: Size, window?: number): Tensor {
  const { ids, mask, positions, keyPositions } = inputs
  const length = ids.shape[1]
  const causal =
    keyPositions && positions ? causalByPosition(positions, keyPositions, window) : causalWindow(length, plus(pastLength, length), window)
  return addMasks(causal, mask && paddingMask(mask)) as Tensor
}

/** The same from the places themselves: queries [batch, length] and keys [batch, keys] → [batch, 1, length, keys]. */
function causalByPosition(queries: Tensor, keys: Tensor, window?: number): Tensor {
  return unsqueeze(hideLater(unsqueeze(queries, 2), unsqueeze(keys, 1), window), 1)
}

function hideLater(own: Tensor, key: Tensor, window: number | undefined): Tensor {
  const later = greater(key, own)
  const hidden = window === undefined ? later : or(later, greaterEqual(sub(own, key), window))
  return where(hidden, masked, 0)
}
