/** What is trained: the sizes of a Llama with tied embeddings, and how. */
export type TrainingPreset = {
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layerCount: number
  readonly headCount: number
  /** Longest input, in training and after. */
  readonly lengthTokens: number
  readonly batchSize: number
  /** Of AdamW, at its peak. */
  readonly rate: number
}

/**
 * Sizes for a laptop's processor. Both see the same tokens in the same order at the same step: batches are alike. The rates are usual ones for
 * these widths and were not searched for.
 */
export const trainingPresets = {
  /** 1.3 million parameters with 4,096 tokens. */
  nano: { hiddenSize: 128, intermediateSize: 344, layerCount: 4, headCount: 4, lengthTokens: 512, batchSize: 4, rate: 0.004 },
  /** 8.6 million. */
  base: { hiddenSize: 320, intermediateSize: 832, layerCount: 6, headCount: 5, lengthTokens: 512, batchSize: 4, rate: 0.0015 },
} as const satisfies Record<string, TrainingPreset>
