/** Random bytes; handed in so that tests repeat. */
export type RandomBytes = (sizeBytes: number) => Uint8Array

/** Lower-case base32 without the letters that are mistaken for digits (Crockford): easy to read out, safe in an address. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** 128 random bits as 26 characters: an address that nobody guesses. */
export function secretId(random: RandomBytes): string {
  return base32(random(16))
}

/** A readable id with 40 random bits, for what may be listed: `lib-tokenizer-miniature-small-3k9d2m7q`. */
export function readableId(parts: readonly string[], random: RandomBytes): string {
  return [...parts, base32(random(5))].join('-')
}

/** Five bits a character, the last one filled up with zeros. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let waitingBits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    waitingBits += 8
    for (; waitingBits >= 5; waitingBits -= 5) text += alphabet[(value >> (waitingBits - 5)) & 31]
  }
  return waitingBits ? text + alphabet[(value << (5 - waitingBits)) & 31] : text
}
