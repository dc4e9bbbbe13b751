import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

import { isTestOnly } from './test-only.ts'

const root = resolve(import.meta.dirname, '../..')
const packages = join(root, 'packages')

/** What stands beside the packages and travels with the room that reads it. */
const belongings: Readonly<Record<string, readonly string[]>> = { lab: ['results', 'models'] }

type Manifest = {
  readonly engines?: unknown
  readonly exports: Readonly<Record<string, string>>
  readonly devDependencies?: unknown
}

/**
 * Writes `offprint-<room>.tgz` for every room into `target` and returns their paths. Node does not strip types under
 * node_modules, so what is published is JavaScript with declarations: built with tsc, exports pointing at the built files,
 * everything else of `src` copied as it is, what only tests read left out. Throws where a room does not compile.
 */
export function packRooms(target: string): string[] {
  const staging = mkdtempSync(join(tmpdir(), 'offprint-pack-'))
  try {
    build(staging)
    mkdirSync(target, { recursive: true })
    return readdirSync(packages).map((room) => packRoom(room, join(staging, room), target))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function build(staging: string): void {
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: packages,
      outDir: staging,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files: sourceFiles(),
    include: [],
  }
  const configPath = join(staging, 'tsconfig.json')
  writeFileSync(configPath, JSON.stringify(config))
  run([process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', configPath], root)
}

/** Every published source; what tsc finds beyond it is imported by one of them, and published too. */
function sourceFiles(): string[] {
  return readdirSync(packages).flatMap((room) =>
    readdirSync(join(packages, room, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !isTestOnly(file))
      .map((file) => join(packages, room, 'src', file)),
  )
}

function packRoom(room: string, staged: string, target: string): string {
  const source = join(packages, room)
  cpSync(join(source, 'src'), join(staged, 'src'), {
    recursive: true,
    filter: (path) => !/\.tsx?$/.test(path) && !isTestOnly(relative(source, path)),
  })
  copyWhereThere(source, staged, ['bin', 'README.md'])
  copyWhereThere(root, staged, ['LICENSE', ...(belongings[room] ?? [])])
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(publishedManifest(join(source, 'package.json')), null, 2)}\n`)
  const packed = join(target, `offprint-${room}.tgz`)
  renameSync(join(staged, npmPack(staged)), packed)
  return packed
}

function copyWhereThere(from: string, to: string, names: readonly string[]): void {
  for (const name of names) if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true })
}

function npmPack(folder: string): string {
  const [{ filename }] = JSON.parse(run(['npm', 'pack', '--json', '--ignore-scripts'], folder)) as [{ filename: string }]
  return filename
}

function publishedManifest(path: string): object {
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const exports = Object.entries(manifest.exports).filter(([, file]) => !isTestOnly(file))
  return { ...manifest, exports: Object.fromEntries(exports.map(([name, file]) => [name, published(file)])) }
}

/** `./src/index.ts` → its JavaScript, with the declarations beside it; other files as they are. */
function published(file: string): string | { readonly types: string; readonly default: string } {
  const stem = file.replace(/\.tsx?$/, '')
  return stem === file ? file : { types: `${stem}.d.ts`, default: `${stem}.js` }
}

/** What a command prints; where it fails, an error with all that it said. */
function run([command, ...words]: readonly string[], folder: string): string {
  try {
    return execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string }
    throw new Error([`${[command, ...words].join(' ')} failed:`, stdout, stderr].filter(Boolean).join('\n'), { cause })
  }
}

if (import.meta.main) {
  try {
    for (const file of packRooms(join(root, 'dist'))) console.log(file)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
