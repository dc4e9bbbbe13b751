import { createLab, type Lab } from '@offprint/lab'
import { type Catalogue, createCatalogue } from '@offprint/papers'
import { openStore } from '@offprint/store'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

/** The rooms behind every verb, opened together and closed together. */
export type Rooms = { readonly catalogue: Catalogue; readonly lab: Lab; close(): Promise<void> }

/** Opens the database (made on first use), the lab and the catalogue with the methods' cards in it. */
export async function openRooms(config: Config, log?: Logger): Promise<Rooms> {
  const store = await openStore({ path: config.databasePath })
  const lab = await createLab({
    store,
    home: config.home,
    mirror: config.mirror,
    dataFolder: config.data,
    environment: config.environment,
    log,
  })
  const cards = lab.methods().map(({ card, runnable }) => ({ ...card, runnable }))
  const catalogue = await createCatalogue({ store, cards })
  return {
    catalogue,
    lab,
    async close() {
      await lab.close()
      await store.close()
    },
  }
}
