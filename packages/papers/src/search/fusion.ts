/** The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): 60, as in the paper. */
export const fusionConstant = 60

export type Fused = { readonly seq: number; readonly score: number }

/** Reciprocal rank fusion: a paper's score is the sum of 1 / (60 + rank) over the lists that have it, ranks from 1; best first. */
export function fuse(lists: readonly (readonly { readonly seq: number }[])[]): Fused[] {
  const scores = new Map<number, number>()
  for (const list of lists) {
    for (const [index, { seq }] of list.entries()) scores.set(seq, (scores.get(seq) ?? 0) + 1 / (fusionConstant + index + 1))
  }
  return [...scores].map(([seq, score]) => ({ seq, score })).sort((a, b) => b.score - a.score || b.seq - a.seq)
}
