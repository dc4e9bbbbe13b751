/** Counts of a binary decision. */
export type Confusion = {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** Counts decisions against labels, unit by unit. */
export function countConfusion(decisions: readonly boolean[], labels: readonly boolean[]): Confusion {
  requireSameLength(decisions, labels)
  const count = (decision: boolean, label: boolean) => decisions.filter((given, i) => given === decision && labels[i] === label).length
  return {
    truePositives: count(true, true),
    falsePositives: count(true, false),
    trueNegatives: count(false, false),
    falseNegatives: count(false, true),
  }
}

/** TP / (TP + FP); NaN where nothing was decided positive. */
export function precision({ truePositives, falsePositives }: Confusion): number {
  return truePositives / (truePositives + falsePositives)
}

/** TP / (TP + FN); NaN where nothing is positive. */
export function recall({ truePositives, falseNegatives }: Confusion): number {
  return truePositives / (truePositives + falseNegatives)
}

/** Harmonic mean of precision and recall, as 2 TP / (2 TP + FP + FN): 0, not NaN, where nothing was found. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives)
}

/** Share of predictions equal to their label. */
export function accuracy<Label>(predictions: readonly Label[], labels: readonly Label[]): number {
  requireSameLength(predictions, labels)
  return predictions.filter((prediction, i) => prediction === labels[i]).length / labels.length
}

/** Unweighted mean of the F1 of each label that stands among the labels or the predictions. */
export function macroF1<Label>(predictions: readonly Label[], labels: readonly Label[]): number {
  const names = [...new Set([...predictions, ...labels])]
  const scores = names.map((name) =>
    f1(
      countConfusion(
        predictions.map((given) => given === name),
        labels.map((label) => label === name),
      ),
    ),
  )
  return scores.reduce((sum, score) => sum + score, 0) / names.length
}

/** Area under the ROC curve: the chance that a positive scores above a negative, ties counted half (Mann and Whitney 1947). */
export function areaUnderCurve(scores: ArrayLike<number>, labels: readonly boolean[]): number {
  requireSameLength(scores, labels)
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b])
  let rankSum = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++
    const middleRank = (start + 1 + end) / 2
    for (const i of order.slice(start, end)) if (labels[i]) rankSum += middleRank
    start = end
  }
  const positives = labels.filter(Boolean).length
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives))
}

/** Expected calibration error: mean |confidence − accuracy| over equal-width bins, weighted by their size (Guo et al., arXiv 1706.04599). */
export function calibrationError(confidences: ArrayLike<number>, correct: readonly boolean[], binCount = 10): number {
  requireSameLength(confidences, correct)
  const bins = Array.from({ length: binCount }, () => ({ confidence: 0, correct: 0 }))
  Array.from(confidences).forEach((confidence, i) => {
    const bin = bins[Math.min(binCount - 1, Math.floor(confidence * binCount))]
    bin.confidence += confidence
    bin.correct += Number(correct[i])
  })
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.correct), 0) / correct.length
}

function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>): void {
  if (a.length !== b.length) throw new RangeError(`Each unit needs a prediction and a label: ${a.length} and ${b.length} were given.`)
}
