import { join } from 'node:path'
import type { Config } from '../config.ts'

/** Where installed models lie, a folder each. */
export function modelsFolder({ home }: Config): string {
  return join(home, 'models')
}

/** Where `models check` seeks what a recorded file is about: installed models, the data folder, the mirror. */
export function recordedRoots(config: Config): string[] {
  return [modelsFolder(config), config.data, config.mirror].filter((root) => root !== undefined)
}
