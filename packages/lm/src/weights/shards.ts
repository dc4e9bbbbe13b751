import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { z } from 'zod'

import type { ByteSource } from './byte-source.ts'
import { openFile } from './file.ts'
import { readJsonFile } from './json-file.ts'
import { readSafetensorsHeader, type StoredTensor } from './safetensors.ts'
import { WeightsError } from './weights-error.ts'

/** Where each tensor of a folder lies. */
export interface Shards extends AsyncDisposable {
  readonly files: readonly string[]
  readonly tensors: ReadonlyMap<string, { readonly source: ByteSource; readonly tensor: StoredTensor }>
}

const index = z.object({ weight_map: z.record(z.string(), z.string()) })

/**
 * Opens the safetensors files of a folder: model.safetensors, else those that model.safetensors.index.json lists, else all there are.
 * Throws WeightsError where one is missing or lacks what the index says of it.
 */
export async function openShards(folder: string): Promise<Shards> {
  const present = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort()
  const map = present.includes('model.safetensors') ? undefined : await readIndex(folder)
  const names = map ? [...new Set(Object.values(map))].sort() : present.includes('model.safetensors') ? ['model.safetensors'] : present
  const stack = new AsyncDisposableStack()
  try {
    const tensors: [string, { source: ByteSource; tensor: StoredTensor }][] = []
    for (const name of names) {
      const source = stack.use(await openFile(join(folder, name)))
      for (const [key, tensor] of (await readSafetensorsHeader(source)).tensors) tensors.push([key, { source, tensor }])
    }
    const byName = new Map(tensors)
    if (byName.size !== tensors.length)
      throw new WeightsError(
        'weights-format',
        `${folder}: two safetensors files hold a tensor of the same name. Take one version of the model.`,
      )
    checkIndex(folder, map ?? {}, byName)
    const opened = stack.move()
    return { files: names.map((name) => join(folder, name)), tensors: byName, [Symbol.asyncDispose]: () => opened.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function readIndex(folder: string): Promise<Record<string, string> | undefined> {
  const name = 'model.safetensors.index.json'
  if (!(await readdir(folder)).includes(name)) return undefined
  const parsed = index.safeParse(await readJsonFile(join(folder, name)))
  if (!parsed.success) throw new WeightsError('weights-format', `${join(folder, name)} has no \`weight_map\`: fetch it again`)
  const outside = Object.values(parsed.data.weight_map).find((file) => file !== basename(file))
  if (outside !== undefined)
    throw new WeightsError('weights-format', `${join(folder, name)} names ${outside}, a file outside of its folder`)
  return parsed.data.weight_map
}

function checkIndex(folder: string, map: Record<string, string>, tensors: Shards['tensors']): void {
  for (const [tensor, file] of Object.entries(map)) {
    if (tensors.get(tensor)?.source.name === join(folder, file)) continue
    throw new WeightsError('weights-mismatch', `${folder}: the index says that ${file} holds ${tensor}, it does not. Fetch both again.`)
  }
}
