import { BadInputError } from '../bad-input.ts'
import type { Page } from '../catalogue.ts'

/** What a list gives where nothing else is asked: the 50 of the public API (HF_API.md, Endpoints). */
export const pageLength = 50

/** The largest page that anyone may ask for. */
export const longestPage = 1000

/** A page as the database wants it. Throws BadInputError for numbers that are no counts. */
export function readPage({ limit = pageLength, offset = 0 }: Page = {}): { limit: number; offset: number } {
  if (!Number.isSafeInteger(limit) || limit < 0 || limit > longestPage) {
    throw new BadInputError('bad-page', `A page can have 0 to ${longestPage.toLocaleString('en')} papers, not ${limit}.`)
  }
  if (!Number.isSafeInteger(offset) || offset < 0) throw new BadInputError('bad-page', `A page cannot start at ${offset}. Use 0 or more.`)
  return { limit, offset }
}
