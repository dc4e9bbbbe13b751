import { createCatalogue } from '@offprint/papers'
import { createTemporaryStore } from '@offprint/store/testing'
import { sharedPath } from '@offprint/tools/needs'
import autocannon from 'autocannon'
import '../src/tsx-hook.ts'

export const name = 'feed'

const seconds = 8
const connections = 8
/** Days of the 75,481 papers that are asked for in turn, so that no two requests in a row are for one page. */
const dayCount = 60

/**
 * The feed page over 75,481 papers on loopback, cached and rendered anew for every request; then how long after a write by
 * another connection the cached page still shows the old state. Client and server share the machine's cores.
 */
export async function* run() {
  await using store = await createTemporaryStore()
  const catalogue = await createCatalogue({ store, cards: [] })
  for await (const _ of catalogue.importFrom(sharedPath('data/papers.jsonl.gz'), { now: new Date() }));
  const days = await lastDays(catalogue)
  yield { papers: await catalogue.count(), days: days.length, newest: days[0] }
  yield { page: 'cached', ...(await measure(catalogue, undefined, ['/', ...days.slice(0, 5)])) }
  yield { page: 'uncached', ...(await measure(catalogue, 0, days)) }
  yield { page: 'cached', staleMs: await staleness(catalogue) }
}

type Catalogue = Awaited<ReturnType<typeof createCatalogue>>

async function lastDays(catalogue: Catalogue): Promise<string[]> {
  const days: string[] = []
  let day = await catalogue.newestDay()
  while (day !== undefined && days.length < dayCount) {
    days.push(`/date/${day}`)
    day = await catalogue.dayBefore(day)
  }
  return days
}

async function serve(catalogue: Catalogue, keptPages: number | undefined) {
  const { createApp, startServer } = await import('../src/index.ts')
  const { listLab } = await import('../src/testing/lab.ts')
  const app = createApp({ catalogue, lab: listLab(), config: { keptPages } })
  return startServer({ app, port: 0, host: '127.0.0.1' })
}

async function measure(catalogue: Catalogue, keptPages: number | undefined, paths: readonly string[]) {
  await using server = await serve(catalogue, keptPages)
  const ask = (duration: number) =>
    autocannon({ url: server.address, connections, duration, workers: 1, requests: paths.map((path) => ({ path })) })
  await ask(2) // warm up: the first pages compile the code that renders them
  const { requests, latency, non2xx, errors } = await ask(seconds)
  return {
    requestsPerSecond: Math.round(requests.average),
    p50Ms: latency.p50,
    p97_5Ms: latency.p97_5,
    p99Ms: latency.p99,
    failed: non2xx + errors,
  }
}

/** A paper is added and the cached page asked for until it is there. */
async function staleness(catalogue: Catalogue): Promise<number> {
  await using server = await serve(catalogue, undefined)
  const page = `${server.address}/date/2099-01-01`
  await fetch(page)
  await catalogue.importRecords([{ title: 'A paper from the future', featuredAt: '2099-01-01' }], 'person')
  const written = performance.now()
  while (!(await (await fetch(page)).text()).includes('A paper from the future')) await new Promise((resolve) => setTimeout(resolve, 10))
  return Math.round(performance.now() - written)
}
