/** What a pull is doing: bytes so far and in all. */
export type PullProgress = { readonly done: number; readonly total: number; readonly unit: 'bytes'; readonly note: string }

/** An installed model. `sha256` is its weights file's; of several files that of their sorted list of hashes and names. */
export type ModelRow = {
  readonly name: string
  readonly architecture: string
  readonly parameters: number
  readonly format: 'safetensors' | 'gguf'
  readonly sha256: string
  /** As the model's files say; null where they say none. */
  readonly licence: string | null
  /** Its folder. */
  readonly path: string
  readonly sizeBytes: number
}
