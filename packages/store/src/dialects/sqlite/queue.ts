import type { LeaseQueries } from '../dialect.ts'

export const leases: LeaseQueries = {
  // One UPDATE is one transaction of the one writer: the choice and the mark cannot be torn apart.
  leaseNext(db, { owner, now, until, maxAttempts, id }) {
    return db
      .updateTable('runs')
      .set((eb) => ({
        state: 'running',
        attempt: eb('attempt', '+', 1),
        lease_owner: owner,
        lease_until: until,
        started_at: eb.fn.coalesce('started_at', eb.val(now)),
      }))
      .where('id', '=', (eb) => {
        const free = eb.or([
          eb('state', '=', 'queued'),
          eb.and([eb('state', '=', 'running'), eb('lease_until', '<', now), eb('attempt', '<', maxAttempts)]),
        ])
        const oldest = eb.selectFrom('runs').select('id').where(free).orderBy('state').orderBy('created_at').orderBy('id').limit(1)
        return id === undefined ? oldest : oldest.where('id', '=', id)
      })
      .returningAll()
      .executeTakeFirst()
  },
}
