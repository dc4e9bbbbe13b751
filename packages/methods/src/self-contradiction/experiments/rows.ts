import type { Analyst, Writer } from '../released/entities.ts'

/** Which recorded verdicts there are: an analyst's on a writer's pairs. */
export type Row = { readonly analyst: Analyst; readonly writer: Writer }

export const rows: readonly Row[] = [
  { analyst: 'chatgpt', writer: 'chatgpt' },
  { analyst: 'gpt4', writer: 'chatgpt' },
  { analyst: 'vicuna-13b-1.1', writer: 'chatgpt' },
  { analyst: 'chatgpt', writer: 'gpt4' },
  { analyst: 'chatgpt', writer: 'vicuna-13b-1.1' },
  { analyst: 'chatgpt', writer: 'llama-2-70b-chat' },
]

export const writers: readonly Writer[] = ['chatgpt', 'gpt4', 'vicuna-13b-1.1', 'llama-2-70b-chat']

/** `chatgpt-on-gpt4`: how figures name a row. */
export const rowId = ({ analyst, writer }: Row): string => `${analyst}-on-${writer}`
