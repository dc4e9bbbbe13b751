/** float16 bits → number, for all 65,536 of them (IEEE 754-2008, binary16). */
const halves = Float32Array.from({ length: 1 << 16 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
})

/** The number that float16 bits stand for. */
export function halfToNumber(bits: number): number {
  return halves[bits]
}

/** float16 bits → float32 values. */
export function widenHalf(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bits.length)
  for (let i = 0; i < bits.length; i++) values[i] = halves[bits[i]]
  return values
}

/** bfloat16 bits → float32 values: they are the upper half of the float32. */
export function widenBrain(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(bits.length)
  for (let i = 0; i < bits.length; i++) words[i] = bits[i] << 16
  return new Float32Array(words.buffer)
}

/** float32 values → float16 bits, rounded to nearest, ties to even; too large ones become infinite. */
export function narrowHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const bits = new Uint16Array(values.length)
  for (let i = 0; i < values.length; i++) bits[i] = halfBits(words[i], values[i])
  return bits
}

/** float32 values → bfloat16 bits, rounded to nearest, ties to even. */
export function narrowBrain(values: Float32Array): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const bits = new Uint16Array(values.length)
  // A NaN whose payload lies in the lower half would round to infinity: its quiet bit is set.
  for (let i = 0; i < values.length; i++) bits[i] = Number.isNaN(values[i]) ? (words[i] >>> 16) | 0x40 : roundEven(words[i], 16)
  return bits
}

function halfBits(word: number, value: number): number {
  const sign = (word >>> 16) & 0x8000
  const size = Math.abs(value)
  if (Number.isNaN(value)) return sign | 0x7e00
  // 65,520 lies half way between the largest float16 and the next power of two: from there on it is infinite.
  if (size >= 65_520) return sign | 0x7c00
  if (size < 2 ** -14) return sign | evenInteger(size * 2 ** 24)
  return sign | roundEven((word & 0x7fffffff) - (112 << 23), 13)
}

/** A word shifted right, rounded to nearest, ties to even. */
function roundEven(word: number, shift: number): number {
  const half = 2 ** (shift - 1)
  const odd = Math.floor(word / 2 ** shift) % 2
  return Math.floor((word + half - 1 + odd) / 2 ** shift)
}

function evenInteger(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
