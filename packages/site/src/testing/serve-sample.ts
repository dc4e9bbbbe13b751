import '../tsx-hook.ts'

// A program of its own for the test of SIGTERM: the sample site with one run that never ends. It prints its address.
const { startServer } = await import('../serve.ts')
const { run } = await import('./lab.ts')
const { sampleSite } = await import('./rooms.ts')

const live = run({ id: 'live', state: 'running' })
const site = sampleSite({ runs: [live] })
site.lab.follow = async function* (_id, signal) {
  yield live
  await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
}
const served = await startServer({ app: site.app, port: 0, host: '127.0.0.1' })
process.stdout.write(`${served.address}\n`)
await served.closed
