import { cast, concat, cos, mul, rotary, sin, slice, type Tensor, unsqueeze } from '@offprint/engine'

/** Cosine and sine [batch, 1, length, size/2] of the turned pairs at each position. */
export type Angles = { readonly cosine: Tensor; readonly sine: Tensor }

/** Angle a position of each pair: base^(−2i/size) for i = 0 … size/2 − 1 (arXiv 2104.09864). */
export function rotaryFrequencies(size: number, base: number): Float64Array {
  return Float64Array.from({ length: size / 2 }, (_, i) => base ** ((-2 * i) / size))
}

/** Llama 3's stretch to longer texts: long waves are slowed by `factor`, short ones kept, those between blended (its `rope_scaling`). */
export type Llama3Scaling = {
  readonly factor: number
  readonly lowFrequencyFactor: number
  readonly highFrequencyFactor: number
  readonly originalLengthTokens: number
}

export function scaleLlama3(
  frequencies: Float64Array,
  { factor, lowFrequencyFactor, highFrequencyFactor, originalLengthTokens }: Llama3Scaling,
): Float64Array {
  return frequencies.map((frequency) => {
    const wavelength = (2 * Math.PI) / frequency
    if (wavelength < originalLengthTokens / highFrequencyFactor) return frequency
    if (wavelength > originalLengthTokens / lowFrequencyFactor) return frequency / factor
    const smooth = (originalLengthTokens / wavelength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
    return ((1 - smooth) * frequency) / factor + smooth * frequency
  })
}

/** Angles of whole-number positions [batch, length]. */
export function anglesAt(positions: Tensor, frequencies: Float64Array): Angles {
  const table = { data: Float32Array.from(frequencies), shape: [frequencies.length], dtype: 'float32' } as const
  const angles = mul(unsqueeze(unsqueeze(cast(positions, 'float32'), -1), 1), table)
  return { cosine: cos(angles), sine: sin(angles) }
}

/** Turns x [batch, heads, length, size]: pairs (i, i + size/2), or neighbours where `interleaved` (GPT-J, files of llama.cpp). */
export function turn(x: Tensor, { cosine, sine }: Angles, interleaved = false): Tensor {
  return rotary(x, cosine, sine, interleaved)
}

/** Turns the first `size` entries of each head and leaves the rest as it is. */
export function turnPart(x: Tensor, angles: Angles, size: number, interleaved = false): Tensor {
  if (x.shape[3] === size) return turn(x, angles, interleaved)
  return concat([turn(slice(x, 3, 0, size), angles, interleaved), slice(x, 3, size)], 3)
}
