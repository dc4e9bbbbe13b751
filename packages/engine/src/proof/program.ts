import { crossEntropy } from '../ops/losses.ts'
import { matmul } from '../ops/matmul.ts'
import { reshape, slice, transpose } from '../ops/movement.ts'
import type { NdArray, Tensor } from '../tensor.ts'

/** Weights by their name in the file. */
export type Weights = Readonly<Record<string, Tensor>>

/** What a recorded loss is taken on. */
export type Batch = Readonly<Record<'ids' | 'labels' | 'mask' | 'decoderIds', NdArray>>
export type SymbolicBatch = Readonly<Record<keyof Batch, Tensor>>

/** Mean cross-entropy of the next token: logits [batch, length, vocab] and labels [batch, length], -100 left out. */
export function nextTokenLoss(logits: Tensor, labels: Tensor): Tensor {
  return crossEntropy(slice(logits, 1, 0, -1), slice(labels, 1, 1))
}

/** x · weightᵀ: PyTorch keeps a linear layer's weight as [out, in]. */
export function project(x: Tensor, weight: Tensor): Tensor {
  return matmul(x, transpose(weight))
}

/** [batch, length, heads·size] → [batch, heads, length, size]. */
export function toHeads(x: Tensor, size: number): Tensor {
  return transpose(reshape(x, [x.shape[0], x.shape[1], -1, size]), [0, 2, 1, 3])
}

export function fromHeads(x: Tensor): Tensor {
  const [batch, , length] = x.shape
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, length, -1])
}
