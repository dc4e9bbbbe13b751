import { createModelServer, createModelStore } from '@offprint/lm'
import { createApp, startServer } from '@offprint/site'
import pino from 'pino'
import type { Config } from '../config.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'
import { modelsFolder } from './models-places.ts'

export const registerServe: Registration = (program, run) => {
  const verb = addVerb(program, 'serve', 'Serve the site (PORT, HOST; default 127.0.0.1:3000)')
  verb.option('--models', "also answer /v1 in the form of OpenAI's API, by the installed models")
  verb.action(async (flags: { json?: boolean; models?: boolean }) =>
    run(flags, async ({ config, open, output, signal }) => {
      const log = pino({ level: config.environment.OFFPRINT_LOG ?? 'warn' }, pino.destination(2))
      const { catalogue, lab } = await open(log)
      await using models = flags.models ? serveModels(config) : undefined
      const app = createApp({ catalogue, lab, models, config: { log }, now: () => new Date() })
      await using server = await startServer({ app, port: config.port, host: config.host })
      output.row({ address: server.address }, `Offprint is at ${server.address}`)
      output.text(
        `${await catalogue.count()} papers, ${lab.methods().filter(({ runnable }) => runnable).length} of them run here. Ctrl-C stops.`,
      )
      if (config.databaseUrl) output.note(`DATABASE_URL is set, and this version keeps its data in SQLite: ${config.databasePath}.`)
      if (models)
        output.text(`The models of ${modelsFolder(config)} answer at ${server.address}/v1, each loaded when it is first asked for.`)
      const working = lab.work({ signal })
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      await server.close()
      await working
      return exitCodes.done
    }),
  )
}

function serveModels(config: Config) {
  return createModelServer({ models: createModelStore({ folder: modelsFolder(config) }) })
}
