import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const packages = join(root, 'packages')

type Manifest = {
  name: string
  exports: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: unknown
} & Record<string, unknown>

/**
 * Writes `offprint-<room>.tgz` for every room into `target`. Node does not strip types under node_modules, so what is
 * published is JavaScript: built with tsc, exports pointing at the built files, everything else of `src` copied as it is.
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
    include: [join(packages, '*/src')],
    exclude: [join(packages, '*/src/**/*.test.ts'), join(packages, '*/src/**/*.test.tsx')],
  }
  const configPath = join(root, 'node_modules/.offprint-pack.tsconfig.json')
  writeFileSync(configPath, JSON.stringify(config))
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', configPath], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  } finally {
    rmSync(configPath)
  }
}

function packRoom(room: string, staged: string, target: string): string {
  const source = join(packages, room)
  mkdirSync(staged, { recursive: true })
  cpSync(join(source, 'src'), join(staged, 'src'), { recursive: true, filter: (path) => !/\.tsx?$/.test(path) })
  for (const extra of ['bin', 'README.md'])
    if (existsSync(join(source, extra))) cpSync(join(source, extra), join(staged, extra), { recursive: true })
  cpSync(join(root, 'LICENSE'), join(staged, 'LICENSE'))
  // The recorded results and the embedded models travel with the room that reads them.
  if (room === 'lab')
    for (const folder of ['results', 'models'])
      if (existsSync(join(root, folder))) cpSync(join(root, folder), join(staged, folder), { recursive: true })
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(publishedManifest(join(source, 'package.json')), null, 2)}\n`)
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: staged, encoding: 'utf8' })) as [
    { filename: string },
  ]
  const packed = join(target, `offprint-${room}.tgz`)
  renameSync(join(staged, filename), packed)
  return packed
}

function publishedManifest(path: string): Manifest {
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const built = (file: string) => file.replace(/\.tsx?$/, '.js')
  const exports = Object.fromEntries(
    Object.entries(manifest.exports).map(([name, file]) => [
      name,
      /\.tsx?$/.test(file) ? { types: built(file).replace(/\.js$/, '.d.ts'), default: built(file) } : file,
    ]),
  )
  return { ...manifest, exports: exports as unknown as Record<string, string> }
}

if (import.meta.main) for (const file of packRooms(join(root, 'dist'))) console.log(file)
