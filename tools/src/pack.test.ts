import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

import { afterAll, describe, expect, it } from 'vitest'
import { needs } from './needs.ts'
import { packRooms } from './pack.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'offprint-packed-'))
const [project, home] = [join(folder, 'project'), join(folder, 'home')]
const scope = join(project, 'node_modules/@offprint')
const rooms = readdirSync(resolve(import.meta.dirname, '../../packages'))
const environment = { ...process.env, OFFPRINT_HOME: home, OFFPRINT_MIRROR: '', OFFPRINT_DATA: '', PORT: '0' }

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Packs and installs once, as a stranger would: an empty project, npm, the eight files. */
let installed: Promise<void> | undefined
const installedRooms = () => {
  installed ??= install()
  return installed
}

async function install(): Promise<void> {
  const packed = packRooms(join(folder, 'dist'))
  mkdirSync(project)
  const manifest = { private: true, type: 'module', allowScripts: { 'onnxruntime-node': false, protobufjs: false, esbuild: false } }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
  await inProject('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packed])
}

async function inProject(command: string, words: readonly string[]): Promise<string> {
  return (await run(command, [...words], { cwd: project, env: environment })).stdout
}

/** The programs of a README that stand on their own: TypeScript with an import of ours. */
function examplesOf(room: string): string[] {
  const readme = join(scope, room, 'README.md')
  if (!existsSync(readme)) return []
  const blocks = Array.from(readFileSync(readme, 'utf8').matchAll(/^```ts\n(.*?)^```/gms), ([, code]) => code)
  return blocks.filter((code) => code.includes("from '@offprint/"))
}

function filesOf(room: string): string[] {
  return readdirSync(join(scope, room), { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('node_modules'))
}

describe('the packed rooms, installed into an empty project', { timeout: 240_000 }, () => {
  it(
    'hold JavaScript, its declarations and what it reads, and nothing that only tests need',
    needs('network', async () => {
      await installedRooms()
      expect(readdirSync(scope).sort()).toEqual(rooms.toSorted())
      for (const room of rooms) {
        const files = filesOf(room)
        expect(files).toContain('LICENSE')
        expect(files.filter((file) => /(?<!\.d)\.tsx?$|\.test\.|(^|\/)(testing|testdata)(\/|$)/.test(file))).toEqual([])
      }
      expect(filesOf('site')).toEqual(expect.arrayContaining(['src/styles/site.css', 'src/styles/favicon.svg', 'src/islands/live-run.js']))
    }),
  )

  it(
    'export under every name something that loads',
    needs('network', async () => {
      await installedRooms()
      const names = rooms.flatMap((room) => {
        const { exports } = JSON.parse(readFileSync(join(scope, room, 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
        return Object.keys(exports)
          .filter((name) => !name.endsWith('.json'))
          .map((name) => `@offprint/${room}${name.slice(1)}`)
      })
      const program = `await import('@offprint/site/tsx-hook'); for (const name of ${JSON.stringify(names)}) if (Object.keys(await import(name)).length + (name.endsWith('hook') ? 1 : 0) === 0) throw new Error(name)`
      await inProject(process.execPath, ['--input-type=module', '--eval', program])
      expect(names).toEqual(expect.arrayContaining(['@offprint/engine', '@offprint/lm', '@offprint/lab']))
    }),
  )

  it(
    'run the examples of their READMEs',
    needs('network', async () => {
      await installedRooms()
      const text = join(scope, 'engine/README.md')
      for (const [n, code] of ['engine', 'lm'].flatMap(examplesOf).entries()) {
        const program = join(project, `example-${n}.ts`)
        writeFileSync(program, code)
        expect((await inProject(process.execPath, [program, text])).length).toBeGreaterThan(0)
      }
      expect(examplesOf('engine').length).toBeGreaterThan(0)
    }),
  )

  it(
    'give the command: its version, the 47 built-in papers, a page with its styles',
    needs('network', async () => {
      await installedRooms()
      expect(await inProject('npx', ['offprint', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
      expect((await inProject('npx', ['offprint', 'papers', '--limit', '1'])).split('\n')[0]).toMatch(/^\d{4}\.\d{5} {2}\S/)
      const server = spawn(process.execPath, [join(project, 'node_modules/.bin/offprint'), 'serve', '--json'], {
        env: environment,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const ended = once(server, 'exit')
      try {
        const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
        const { address } = JSON.parse(line) as { address: string }
        const [, style] = (await (await fetch(address)).text()).match(/href="(\/assets\/[^"]+\.css)"/) ?? []
        expect((await fetch(`${address}${style}`)).headers.get('content-type')).toMatch(/^text\/css/)
      } finally {
        server.kill('SIGTERM')
      }
      expect(await ended).toEqual([0, null])
    }),
  )
})
