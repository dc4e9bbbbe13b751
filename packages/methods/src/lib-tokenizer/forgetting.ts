import type { Learner } from './learner.ts'
import type { Unit } from './lexicon.ts'
import type { Event } from './reading.ts'

/** The end of a document: units die of disuse, the events move the others, and the tail of the list goes on probation. */
export function forget(learner: Learner, events: readonly Event[]): void {
  removeExpired(learner)
  applyEvents(learner, events)
  putTailOnProbation(learner)
}

function removeExpired({ lexicon, probation }: Learner): void {
  const expired: Unit[] = []
  for (const [unit, life] of probation) {
    if (life <= 1) expired.push(unit)
    else probation.set(unit, life - 1)
  }
  for (const unit of expired) probation.delete(unit)
  if (expired.length > 0) lexicon.remove(expired)
}

/** In the order of reading: each move starts from the place where the moves before have left the unit. */
function applyEvents({ lexicon, probation, settings }: Learner, events: readonly Event[]): void {
  for (const { unit, move } of events) {
    if (unit.rank < 0) continue // forgotten by an earlier event or of disuse
    if (move === 'promote') lexicon.promote(unit, settings.updateRate)
    else if (!lexicon.demote(unit, settings.updateRate)) probation.delete(unit)
  }
}

function putTailOnProbation({ lexicon, probation, settings }: Learner): void {
  const { units } = lexicon
  const from = Math.trunc((1 - settings.memoryOut) * units.length)
  for (const unit of units.slice(from)) {
    if (!probation.has(unit)) probation.set(unit, settings.life)
  }
}
