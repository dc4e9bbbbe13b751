/** Numbers of 4 bits, two to a byte: the lower half of byte i is value 2i, the upper half 2i + 1. */
export function packNibbles(values: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(values.length / 2)
  for (let i = 0; i < packed.length; i++) packed[i] = values[2 * i] | (values[2 * i + 1] << 4)
  return packed
}

/** Number `place` of a packed list. */
export function nibbleAt(packed: ArrayLike<number | bigint>, place: number): number {
  return (Number(packed[place >> 1]) >> ((place & 1) * 4)) & 15
}
