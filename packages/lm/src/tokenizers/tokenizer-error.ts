import { z } from 'zod'

/** `tokenizer-format`: damaged; `tokenizer-unsupported`: sound, but with a part that this program has not; `tokenizer-id`: no such id. */
export type TokenizerErrorCode = 'tokenizer-format' | 'tokenizer-unsupported' | 'tokenizer-id' | 'tokenizer-training'

/** A tokenizer's files, ids or training text that cannot be used. */
export class TokenizerError extends Error {
  readonly code: TokenizerErrorCode

  constructor(code: TokenizerErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'TokenizerError'
    this.code = code
  }
}

const typed = z.object({ type: z.string() })

/** A part of a tokenizer.json read by the reader of its `type`. Throws TokenizerError where there is none or it refuses. */
export function readPart<Part>(what: string, json: unknown, readers: Readonly<Record<string, (json: unknown) => Part>>): Part {
  const parsed = typed.safeParse(json)
  if (!parsed.success)
    throw new TokenizerError('tokenizer-format', `the ${what} of this tokenizer has no \`type\`: it is no tokenizer.json, or damaged`)
  const { type } = parsed.data
  if (!Object.hasOwn(readers, type)) {
    throw new TokenizerError(
      'tokenizer-unsupported',
      `this tokenizer has a ${what} of type ${type}; known are ${Object.keys(readers).join(', ')}`,
    )
  }
  try {
    return readers[type](json)
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause
    const { path, message } = cause.issues[0]
    throw new TokenizerError(
      'tokenizer-format',
      `the ${what} ${type} of this tokenizer is damaged at ${path.join('.') || 'its top'}: ${message}`,
      { cause },
    )
  }
}
