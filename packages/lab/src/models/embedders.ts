import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Embedder, fileSha256, loadPooledEmbedder, loadStaticEmbedder } from '@offprint/lm'

import type { AvailableModel, MissingModel, ModelSettings } from './model-source.ts'

/** How a sentence embedder is opened: a static one is told by its config.json, one over an encoder by its modules.json. */
const loaders: Readonly<Record<string, (folder: string) => Promise<Embedder>>> = { static: loadStaticEmbedder, pooled: loadPooledEmbedder }

const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))

/** The models that come with Offprint: in a checkout at its root, in the published room, which is JavaScript, beside its code. */
const embeddedModels = resolve(import.meta.dirname, ending === '.ts' ? '../../../../models' : '../../models')

/**
 * The sentence embedder of this name, or the first that there is: installed in OFFPRINT_HOME, then in OFFPRINT_DATA, by name; at last the embedded one.
 */
export async function findEmbedder(settings: ModelSettings, name?: string): Promise<AvailableModel<Embedder> | MissingModel> {
  const folders = listEmbedders(settings)
  const chosen = name === undefined ? folders[0] : folders.find((folder) => folder.name === name)
  if (!chosen) return { missing: adviceFor(folders, name) }
  const sha256 = await fileSha256(join(chosen.folder, 'model.safetensors'))
  return { identity: { name: chosen.name, sha256, precision: 'exact' }, open: () => loaders[chosen.type](chosen.folder) }
}

type Installed = { readonly name: string; readonly folder: string; readonly type: string }

function listEmbedders({ home, dataFolder, embeddedFolder = embeddedModels }: ModelSettings): Installed[] {
  const roots = [join(home, 'models'), ...(dataFolder ? [join(dataFolder, 'models')] : []), embeddedFolder].filter(existsSync)
  return roots.flatMap((root) =>
    readdirSync(root)
      .sort()
      .map((name) => ({ name, folder: join(root, name), type: embedderType(join(root, name)) }))
      .filter(({ folder, type }) => type in loaders && existsSync(join(folder, 'model.safetensors'))),
  )
}

/** A key of `loaders`, or '' for whatever is no embedder: an encoder without modules.json was not tuned for sentences. */
function embedderType(folder: string): string {
  const type = modelType(folder)
  if (type === 'model2vec') return 'static'
  return type !== '' && existsSync(join(folder, 'modules.json')) ? 'pooled' : ''
}

function modelType(folder: string): string {
  const file = join(folder, 'config.json')
  try {
    return String((JSON.parse(readFileSync(file, 'utf8')) as { model_type?: unknown }).model_type)
  } catch {
    // A file, a folder of another kind, or half a model: none of them is an embedder.
    return ''
  }
}

function adviceFor(folders: readonly Installed[], name?: string): string {
  const known = folders.length ? ` Installed: ${folders.map((folder) => folder.name).join(', ')}.` : ''
  const what = name === undefined ? 'This needs a sentence embedder, and none is installed.' : `There is no sentence embedder ${name}.`
  return `${what}${known} \`offprint models pull all-MiniLM-L6-v2\` fetches one, \`offprint models add FOLDER --name NAME\` takes one that you have.`
}
