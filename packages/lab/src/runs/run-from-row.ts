import type { Run } from '../lab.ts'
import type { RunRow } from '../queue/queries.ts'

/** A run as pages see it; `place` is its place in the queue. */
export function runFromRow(row: RunRow, place: number | null): Run {
  return {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    experiment: row.experiment,
    size: row.size as Run['size'],
    seed: row.seed,
    input: row.kind === 'try' ? JSON.parse(row.input) : null,
    model: row.model,
    state: row.state,
    place,
    progress: row.progress === null ? null : JSON.parse(row.progress),
    result: row.result === null ? null : JSON.parse(row.result),
    error: row.error,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}
