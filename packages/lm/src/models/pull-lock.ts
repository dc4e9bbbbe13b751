import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** How often a waiting process looks whether the other one has finished. */
const lookMs = 200

/**
 * Holds a lock file until it is disposed; yields while another process of this machine has it. A lock whose process is gone is taken over.
 * Hashes are checked in any case: the lock saves work, it is not what keeps files whole.
 */
export async function* holdLock(path: string, signal?: AbortSignal): AsyncGenerator<'waiting', AsyncDisposable> {
  const own = `${process.pid} ${crypto.randomUUID()}`
  while (!(await create(path, own))) {
    const holder = await readFile(path, 'utf8').catch(() => '')
    if (holder !== '' && !isAlive(Number.parseInt(holder, 10))) await takeAway(path, holder)
    else {
      yield 'waiting'
      await delay(lookMs, undefined, { signal })
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      if ((await readFile(path, 'utf8').catch(() => '')) === own) await rm(path, { force: true })
    },
  }
}

async function create(path: string, content: string): Promise<boolean> {
  return writeFile(path, content, { flag: 'wx' }).then(
    () => true,
    (error) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

/** Of several that find the same dead lock one moves it away; whoever moved a new one by mistake puts it back. */
async function takeAway(path: string, holder: string): Promise<void> {
  const aside = `${path}.${crypto.randomUUID()}`
  await rename(path, aside).catch(() => undefined)
  const moved = await readFile(aside, 'utf8').catch(() => undefined)
  if (moved !== undefined && moved !== holder) await create(path, moved)
  await rm(aside, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
