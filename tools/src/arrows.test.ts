import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

import { expect, it } from 'vitest'
import { isTestOnly } from './test-only.ts'

const packages = resolve(import.meta.dirname, '../../packages')

/** What a room may import (DESIGN.md, Rooms). Biome says so in the editor; here nothing gets past: types, subpaths, paths into a room. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  lm: ['engine'],
  methods: ['engine', 'lm'],
  store: [],
  papers: ['store'],
  community: ['store', 'papers'],
  lab: ['methods', 'lm', 'store'],
  site: ['papers', 'community', 'lab', 'lm'],
  cli: ['engine', 'lm', 'methods', 'store', 'papers', 'community', 'lab', 'site'],
}

type Import = { readonly file: string; readonly target: string }

/** Every `import`, `export … from`, `import()` and `import('…').Type` of the sources that are published. */
function importsOf(room: string): Import[] {
  const folder = join(packages, room, 'src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.tsx?$/.test(file) && !isTestOnly(file))
    .flatMap((file) => targetsOf(readFileSync(join(folder, file), 'utf8')).map((target) => ({ file: join(room, 'src', file), target })))
}

function targetsOf(source: string): string[] {
  const code = source.replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, '')
  return Array.from(code.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^'\n]+)'/g), ([, target]) => target)
}

/** The room that an import reaches: by name, or by a path that leaves its own. */
function roomOf({ file, target }: Import): string | undefined {
  if (target.startsWith('@offprint/')) return target.split('/')[1]
  return target.startsWith('.') ? relative(packages, resolve(packages, dirname(file), target)).split('/')[0] : undefined
}

const rooms = readdirSync(packages)

it.each(rooms)('%s imports only what stands below it, and other rooms by their names', (room) => {
  const allowed = new Set([...mayImport[room], room])
  const wrong = importsOf(room).filter((found) => {
    const reached = roomOf(found)
    return reached !== undefined && (!allowed.has(reached) || (reached !== room && found.target.startsWith('.')))
  })
  expect(wrong).toEqual([])
})

it('a method never reaches sideways into another one', () => {
  const folderOf = (path: string) => relative(join(packages, 'methods/src'), resolve(packages, path)).split('/')
  const wrong = importsOf('methods').filter(({ file, target }) => {
    if (!target.startsWith('.') || folderOf(file).length < 2) return false
    const [slug, ...rest] = folderOf(join(dirname(file), target))
    return rest.length > 0 && slug !== folderOf(file)[0]
  })
  expect(wrong).toEqual([])
})

it('sees every way to name a module', () => {
  const source = `import a from '@offprint/one'\nimport type { B } from '@offprint/two/sub'\nexport * from '../../three/src/x.ts'
type C = import('@offprint/four').C\nconst d = () => import('@offprint/five')\nimport '@offprint/six'\n// import '@offprint/none'`
  const found = targetsOf(source).map((target) => roomOf({ file: 'engine/src/x.ts', target }))
  expect(found).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
})
