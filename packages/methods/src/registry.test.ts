import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

import { readRegistry } from './registry.ts'

/** A root of method folders: file contents by path. */
function rootWith(files: Record<string, string>): URL {
  const root = mkdtempSync(join(tmpdir(), 'offprint-methods-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return pathToFileURL(`${root}/`)
}

const card = (slug: string) => `export const card = { slug: '${slug}' }`

it('finds the folders that have a card, by name, and passes over everything else', async () => {
  const root = rootWith({ 'b/card.ts': card('b'), 'a/card.ts': card('a'), 'notes/readme.md': '', 'loose.ts': '' })
  expect((await readRegistry(root)).map(({ slug, hasTry }) => [slug, hasTry])).toEqual([
    ['a', false],
    ['b', false],
  ])
})

it('imports no code before it is asked for', async () => {
  const root = rootWith({ 'a/card.ts': card('a'), 'a/try.ts': 'throw new Error("broken")' })
  const [method] = await readRegistry(root)
  expect(method.hasTry).toBe(true)
  expect(await method.loadExperiments()).toBeUndefined()
  await expect(method.loadTry()).rejects.toThrow('a/try.ts does not load: broken')
})

it('names the folder whose card bears another name, and the file that lacks an export', async () => {
  await expect(readRegistry(rootWith({ 'a/card.ts': card('b') }))).rejects.toThrow(/a\/card\.ts names the slug b/)
  const [method] = await readRegistry(rootWith({ 'a/card.ts': card('a'), 'a/experiment.ts': 'export const needs = {}' }))
  await expect(method.loadExperiments()).rejects.toThrow('a/experiment.ts does not export checks, experiments')
})
