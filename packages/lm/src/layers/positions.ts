import { add, arange, type Size, sizeOf, type Tensor, unsqueeze } from '@offprint/engine'
import type { DecoderInputs } from '../architectures/architecture.ts'

/** Positions [batch, length] of the new tokens: those given, else counted on from the cache's length (then batch is 1, for all rows). */
export function positionsFrom({ ids, positions }: DecoderInputs, pastLength: Size): Tensor {
  return positions ?? unsqueeze(add(arange(ids.shape[1]), sizeOf(pastLength, 'int32')), 0)
}
