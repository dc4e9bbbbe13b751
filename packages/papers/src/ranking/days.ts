import type { Store } from '@offprint/store'

/** The nearest feed day with papers before this one. */
export async function dayBefore({ db }: Store, day: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('papers')
    .select((eb) => eb.fn.max('feed_day').as('day'))
    .where('feed_day', '<', day)
    .executeTakeFirst()
  return found?.day ?? undefined
}

/** The nearest feed day with papers after this one. */
export async function dayAfter({ db }: Store, day: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('papers')
    .select((eb) => eb.fn.min('feed_day').as('day'))
    .where('feed_day', '>', day)
    .executeTakeFirst()
  return found?.day ?? undefined
}

/** The newest feed day that has papers, undefined in a catalogue without dates. */
export async function newestDay({ db }: Store): Promise<string | undefined> {
  const found = await db
    .selectFrom('papers')
    .select((eb) => eb.fn.max('feed_day').as('day'))
    .executeTakeFirst()
  return found?.day ?? undefined
}
