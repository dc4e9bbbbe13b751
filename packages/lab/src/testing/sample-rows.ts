import type { insertRun } from '../queue/queries.ts'

/** A try of the fixture method that waits. */
export function queuedRow(id: string): Parameters<typeof insertRun>[1] {
  return {
    id,
    kind: 'try',
    slug: 'counter',
    input: '{"text":"a"}',
    state: 'queued',
    attempt: 0,
    cancel_requested: 0,
    requester: 'me',
    created_at: '2026-03-01T12:00:00.000Z',
  }
}
