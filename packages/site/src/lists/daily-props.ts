import type { Paper } from '@offprint/papers'
import { toEntry } from '../api/hugging-face/entry.ts'

/** What feed makers read off the page itself: the value of `data-props` (HF_API.md, The feed page as data). */
export function dailyProps(papers: readonly Paper[]): string {
  return JSON.stringify({ dailyPapers: papers.map(toEntry) })
}
