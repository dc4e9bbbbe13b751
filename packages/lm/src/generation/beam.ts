import { logSoftmax } from './distribution.ts'
import { bannedByNgram } from './logit-processors.ts'

/** Next-token logits [vocab] for each of the sequences, in order; `parents[i]` is the row of the call before that row i goes on from. */
export type NextLogits = (
  sequences: readonly (readonly number[])[],
  parents: readonly number[],
) => Promise<readonly ArrayLike<number>[]> | readonly ArrayLike<number>[]

export type BeamOptions = {
  readonly prompt: readonly number[]
  readonly beamCount: number
  readonly maxNewTokens: number
  readonly returnCount?: number
  /** Score = sum of log-probabilities / (generated length, end token included) ** lengthPenalty. Default 1. */
  readonly lengthPenalty?: number
  readonly noRepeatNgramSize?: number
  readonly endIds?: readonly number[]
  /** Stop as soon as `beamCount` hypotheses are finished, instead of when no running one can beat the worst of them. */
  readonly earlyStopping?: boolean
}

/** Generated tokens only (with the end token), best first. */
export type Hypothesis = { readonly tokens: readonly number[]; readonly score: number }

type Beam = { readonly tokens: readonly number[]; readonly sum: number; readonly parent: number }

/** Beam search with the reference library's rules: n-gram bans after the softmax, 2 · beams candidates a step, finished ones set apart. */
export async function beamSearch(next: NextLogits, options: BeamOptions): Promise<readonly Hypothesis[]> {
  const { beamCount, maxNewTokens, returnCount = beamCount, lengthPenalty = 1, endIds = [], earlyStopping = false } = options
  const ends = new Set(endIds)
  const finished: Hypothesis[] = []
  let beams: Beam[] = [{ tokens: [], sum: 0, parent: 0 }]
  for (let length = 1; length <= maxNewTokens; length++) {
    const candidates = await expand(next, beams, options, 2 * beamCount)
    const running: Beam[] = []
    candidates.forEach((candidate, rank) => {
      if (!ends.has(candidate.tokens.at(-1)!)) {
        if (running.length < beamCount) running.push(candidate)
        // An end token counts only among the best `beamCount` candidates.
      } else if (rank < beamCount)
        addFinished(finished, { tokens: candidate.tokens, score: candidate.sum / length ** lengthPenalty }, beamCount)
    })
    beams = running
    if (beams.length === 0 || isDone(finished, beams[0].sum / length ** lengthPenalty, beamCount, earlyStopping))
      return finished.slice(0, returnCount)
  }
  for (const { tokens, sum } of beams) addFinished(finished, { tokens, score: sum / maxNewTokens ** lengthPenalty }, beamCount)
  return finished.slice(0, returnCount)
}

async function expand(
  next: NextLogits,
  beams: readonly Beam[],
  { prompt, noRepeatNgramSize = 0 }: BeamOptions,
  count: number,
): Promise<Beam[]> {
  const sequences = beams.map(({ tokens }) => [...prompt, ...tokens])
  const logits = await next(
    sequences,
    beams.map(({ parent }) => parent),
  )
  const candidates: Beam[] = []
  beams.forEach(({ tokens, sum }, row) => {
    const scores = logSoftmax(logits[row])
    if (noRepeatNgramSize > 0) for (const id of bannedByNgram(sequences[row], noRepeatNgramSize)) scores[id] = Number.NEGATIVE_INFINITY
    scores.forEach((score, id) => {
      if (score > Number.NEGATIVE_INFINITY) candidates.push({ tokens: [...tokens, id], sum: sum + score, parent: row })
    })
  })
  return candidates.sort((a, b) => b.sum - a.sum).slice(0, count)
}

/** Keeps the best `count`, best first. */
function addFinished(finished: Hypothesis[], hypothesis: Hypothesis, count: number): void {
  const at = finished.findIndex(({ score }) => score < hypothesis.score)
  finished.splice(at < 0 ? finished.length : at, 0, hypothesis)
  finished.length = Math.min(finished.length, count)
}

function isDone(finished: readonly Hypothesis[], bestRunning: number, beamCount: number, earlyStopping: boolean): boolean {
  if (finished.length < beamCount) return false
  return earlyStopping || finished[beamCount - 1].score >= bestRunning
}
