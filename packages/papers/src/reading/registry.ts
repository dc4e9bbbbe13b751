import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Importer } from './importer.ts'

const folder = join(import.meta.dirname, '../importers')

/** Every importer of the folder `importers/`, by file name: a new format is a new file there and nothing else. */
export async function loadImporters(): Promise<readonly Importer[]> {
  const files = (await readdir(folder)).filter((name) => /(?<!\.d|\.test)\.[jt]s$/.test(name)).sort()
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(join(folder, name)).href) as Promise<Record<string, unknown>>))
  return modules.flatMap((module) => Object.values(module).filter(isImporter))
}

function isImporter(value: unknown): value is Importer {
  return typeof value === 'object' && value !== null && 'detect' in value && 'read' in value && 'sample' in value
}
