import { createApp, startServer } from '@offprint/site'
import pino from 'pino'
import { addVerb, exitCodes, type Registration } from '../verb.ts'

export const registerServe: Registration = (program, run) => {
  addVerb(program, 'serve', 'Serve the site (PORT, HOST; default 127.0.0.1:3000)').action(async (flags: { json?: boolean }) =>
    run(flags, async ({ config, open, output, signal }) => {
      const log = pino({ level: config.environment.OFFPRINT_LOG ?? 'warn' }, pino.destination(2))
      const { catalogue, lab } = await open(log)
      const app = createApp({ catalogue, lab, config: { log }, now: () => new Date() })
      await using server = await startServer({ app, port: config.port, host: config.host })
      output.row({ address: server.address }, `Offprint is at ${server.address}`)
      output.text(
        `${await catalogue.count()} papers, ${lab.methods().filter(({ runnable }) => runnable).length} of them run here. Ctrl-C stops.`,
      )
      const working = lab.work({ signal })
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      await server.close()
      await working
      return exitCodes.done
    }),
  )
}
