import { composeProcessors, drawToken, logSoftmax, sortedByDescending, temperature, topK, topP, type UniformSource } from '@offprint/lm'

/** A token that may come next, with the whole text that it would make. */
export type Candidate = { readonly id: number; readonly text: string; readonly logProbability: number }
export type ScoredCandidate = Candidate & { readonly score: number }

/** Scores texts along a direction, all at once. */
export type ScoreTexts = (texts: readonly string[]) => Promise<readonly number[]>

/**
 * Step 7 for one token: keeps the candidates whose text scores above the threshold; where these are `keepMin` or fewer, the best
 * `keepMin` instead. The kept stay in their order. Throws RangeError without candidates.
 */
export async function guideStep(
  candidates: readonly Candidate[],
  scoreText: ScoreTexts,
  threshold: number,
  keepMin: number,
): Promise<ScoredCandidate[]> {
  if (candidates.length === 0) throw new RangeError('a guided step needs candidates: top-k or top-p left none')
  const scores = await scoreText(candidates.map((candidate) => candidate.text))
  const scored = candidates.map((candidate, i) => ({ ...candidate, score: scores[i] }))
  const kept = scored.filter((candidate) => candidate.score > threshold)
  if (kept.length > keepMin) return kept
  const best = new Set(scored.toSorted((a, b) => b.score - a.score).slice(0, keepMin))
  return scored.filter((candidate) => best.has(candidate))
}

export type GuidedOptions = {
  /** Candidates at or below it are dropped. −Infinity lets all through: ordinary sampling. */
  readonly threshold: number
  /** The authors' scripts: 5. */
  readonly keepMin?: number
  readonly temperature?: number
  /** The authors' scripts: 50. */
  readonly topK?: number
  readonly topP?: number
  readonly maxTokens?: number
  /** Ends the text when drawn; the token itself is not given. */
  readonly endToken?: number
  readonly random: UniformSource
  readonly signal?: AbortSignal
}

/** What guided decoding needs of a language model: next logits [vocab] of a sequence of ids, and text of ids. */
export type NextTokenModel = {
  readonly nextLogits: (ids: readonly number[]) => Promise<Float32Array>
  readonly decode: (ids: readonly number[]) => string
}

export type GuidedToken = {
  readonly id: number
  /** Prompt and continuation up to here. */
  readonly text: string
  readonly score: number
  /** Candidates that the threshold dropped in this step. */
  readonly droppedCount: number
}

/**
 * Step 7: continues a prompt token by token. Temperature, top-k and top-p leave candidates; each is scored as text (prompt, what was
 * generated, and itself) without templates, and one of those that `guideStep` keeps is drawn. Yields each token as it is drawn.
 */
export async function* generateGuided(
  model: NextTokenModel,
  prompt: readonly number[],
  scoreText: ScoreTexts,
  options: GuidedOptions,
): AsyncGenerator<GuidedToken> {
  const { threshold, keepMin = 5, maxTokens = 20, endToken, random, signal } = options
  const narrow = composeProcessors(temperature(options.temperature ?? 1), topK(options.topK ?? 50), topP(options.topP ?? 0.9))
  const ids = [...prompt]
  for (let step = 0; step < maxTokens; step++) {
    signal?.throwIfAborted()
    const logits = Float32Array.from(await model.nextLogits(ids))
    narrow(logits, ids)
    const candidates = candidatesOf(logits, ids, model)
    const kept = await guideStep(candidates, scoreText, threshold, keepMin)
    const drawn =
      kept[
        drawToken(
          kept.map((candidate) => candidate.logProbability),
          random.next(),
        )
      ]
    if (drawn.id === endToken) return
    ids.push(drawn.id)
    yield { id: drawn.id, text: drawn.text, score: drawn.score, droppedCount: candidates.length - kept.length }
  }
}

/** The tokens that are left, most probable first. */
function candidatesOf(logits: Float32Array, ids: readonly number[], model: NextTokenModel): Candidate[] {
  const logProbabilities = logSoftmax(logits)
  const left = sortedByDescending(logits).filter((id) => logits[id] > Number.NEGATIVE_INFINITY)
  return left.map((id) => ({ id, text: model.decode([...ids, id]), logProbability: logProbabilities[id] }))
}
