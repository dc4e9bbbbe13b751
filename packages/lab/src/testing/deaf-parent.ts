import { fork } from 'node:child_process'

import { fixtureJob } from './fixture-job.ts'

/** A process with a run that hears nothing; tells the run's process id once it runs, then waits to be killed. */
const child = fork(new URL('../workers/job-process.ts', import.meta.url), [], { execArgv: [], serialization: 'advanced' })
child.once('message', () => process.send?.(child.pid))
child.send({ type: 'start', job: fixtureJob({ kind: 'try', slug: 'counter', input: { text: 'a', steps: 1, ending: 'deaf' } }) })
