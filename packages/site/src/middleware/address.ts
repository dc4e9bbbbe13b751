import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'

/** A search of a thousand letters of any script, each up to twelve signs in an address. */
const longestAddress = 12_288

/** Refuses addresses that are too long (414) or not UTF-8 (400) before anything reads them. */
export const readableAddress: MiddlewareHandler = async (c, next) => {
  const { url } = c.req
  if (url.length > longestAddress) {
    throw new Problem(
      414,
      `This address has ${url.length.toLocaleString('en-GB')} characters.`,
      'Up to 12,288 can be read: search for fewer words.',
    )
  }
  if (url.includes('%') && !isUtf8(url)) {
    throw new Problem(400, 'This address is not UTF-8.', 'Letters beyond ASCII are written as UTF-8 in per cent signs: é is %C3%A9.')
  }
  await next()
}

function isUtf8(url: string): boolean {
  try {
    // A lone per cent sign ("100% sure") is no letter at all: it stands for itself.
    decodeURIComponent(url.replace(/%(?![0-9a-fA-F]{2})/g, '%25'))
    return true
  } catch {
    return false
  }
}
