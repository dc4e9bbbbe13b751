import type { RecordedRound } from '../released/revisions.ts'
import type { JudgedPair } from '../replay.ts'
import { decide, type Flag } from '../revise.ts'

/**
 * How often our rule on the recorded verdicts comes to the recorded decision of the first round. The release revised on another draw of
 * the conclusions than the one it scored, so they need not agree everywhere. Sentences without a checked fact are kept.
 */
export function countAgreement(judged: readonly JudgedPair[], firstRound: readonly RecordedRound[]): { agreed: number; sentences: number } {
  const flags = new Map<string, Flag[]>()
  for (const { pair, detection } of judged) {
    const key = `${pair.entity}/${pair.description}\n${pair.statement}`
    flags.set(key, [...(flags.get(key) ?? []), { alternative: pair.alternative, contradictory: detection.contradictory }])
  }
  const same = firstRound.flatMap(({ id, sentences }) =>
    sentences.map(({ sentence, decision }) => decide(flags.get(`${id}\n${sentence}`) ?? []) === decision),
  )
  return { agreed: same.filter((agrees) => agrees).length, sentences: same.length }
}
