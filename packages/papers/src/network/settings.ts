/** Where papers are fetched, and how patiently. Tests point the bases at a server of their own. */
export type NetworkSettings = {
  readonly arxivBase: string
  readonly huggingFaceBase: string
  /** Longest wait for an answer to begin, and for its next piece. */
  readonly timeoutMs: number
  /** Longest wait that a busy server may ask for; beyond it the import ends with a message that says when to come back. */
  readonly longestPauseMs: number
}

export const defaultNetwork: NetworkSettings = {
  arxivBase: 'https://export.arxiv.org',
  huggingFaceBase: 'https://huggingface.co',
  timeoutMs: 30_000,
  longestPauseMs: 60_000,
}
