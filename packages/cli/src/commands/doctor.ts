import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import type { Config } from '../config.ts'
import type { Rooms } from '../rooms.ts'
import { addVerb, type Context, exitCodes, type Registration } from '../verb.ts'

type Finding = { readonly check: string; readonly fine: boolean; readonly found: string; readonly advice?: string }

export const registerDoctor: Registration = (program, run) => {
  addVerb(program, 'doctor', 'Say what is here, what is missing, and what to do about it').action(async (flags: { json?: boolean }) =>
    run(flags, async (context) => {
      const findings = [machine(), await homeFolder(context.config), ...dataFolders(context.config), ...(await rooms(context))]
      for (const finding of findings) context.output.row(finding, text(finding))
      return findings.every(({ fine }) => fine) ? exitCodes.done : exitCodes.failed
    }),
  )
}

function text({ check, fine, found, advice }: Finding): string {
  return `${fine ? '✓' : '✕'} ${check}: ${found}${advice ? `\n    ${advice}` : ''}`
}

function machine(): Finding {
  const [first] = cpus()
  return {
    check: 'machine',
    fine: true,
    found: `Node ${process.versions.node}, ${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
  }
}

const scarceBytes = 500 * 2 ** 20

async function homeFolder({ home }: Config): Promise<Finding> {
  try {
    await mkdir(home, { recursive: true })
    await access(home, constants.W_OK)
    const { bavail, bsize } = await statfs(home)
    const free = bavail * bsize
    const found = `${home}, ${(free / 2 ** 30).toFixed(1)} GiB free`
    return free > scarceBytes
      ? { check: 'home', fine: true, found }
      : { check: 'home', fine: false, found, advice: 'Free some disk space, or set OFFPRINT_HOME to a folder on another disk.' }
  } catch (cause) {
    return { check: 'home', fine: false, found: (cause as Error).message, advice: 'Set OFFPRINT_HOME to a folder that you may write to.' }
  }
}

function dataFolders({ mirror, data }: Config): Finding[] {
  return [
    {
      check: 'mirror',
      fine: true,
      found: mirror ?? 'none: released data are downloaded from their public home when a run needs them (OFFPRINT_MIRROR)',
    },
    { check: 'data', fine: true, found: data ?? 'none (OFFPRINT_DATA)' },
  ]
}

/** What the opened rooms say; a database that does not open is a finding too. */
async function rooms({ config, open }: Context): Promise<Finding[]> {
  try {
    return [database(config), ...(await contents(await open()))]
  } catch (cause) {
    return [{ check: 'database', fine: false, found: (cause as Error).message }]
  }
}

function database({ databasePath, databaseUrl }: Config): Finding {
  if (!databaseUrl) return { check: 'database', fine: true, found: databasePath }
  const advice = 'DATABASE_URL is set, and this version keeps its data in SQLite: unset it.'
  return { check: 'database', fine: false, found: databasePath, advice }
}

async function contents({ catalogue, lab }: Rooms): Promise<Finding[]> {
  const running = lab.methods().filter(({ runnable }) => runnable)
  return [
    { check: 'catalogue', fine: true, found: `${await catalogue.count()} papers` },
    {
      check: 'methods',
      fine: running.length > 0,
      found: `${running.map(({ slug }) => slug).join(', ')} run; ${lab.methods().length - running.length} have only their card`,
    },
    ...(await Promise.all(running.map(async ({ slug }) => readiness(slug, await lab.estimate(slug, { try: true }))))),
  ]
}

function readiness(slug: string, { missing, downloads }: { missing: readonly string[]; downloads: readonly { name: string }[] }): Finding {
  if (missing.length > 0) return { check: `try ${slug}`, fine: true, found: 'something is missing', advice: missing.join(' ') }
  return {
    check: `try ${slug}`,
    fine: true,
    found: downloads.length > 0 ? `would download ${downloads.map(({ name }) => name).join(', ')}` : 'ready',
  }
}
