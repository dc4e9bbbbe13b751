import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { findArchitecture, modelTypes } from './find.ts'

it('finds an architecture by its model_type, in the file that is called after it', async () => {
  for (const type of modelTypes) {
    const { modelType, readConfig, shapes } = await findArchitecture(type)
    expect(existsSync(join(import.meta.dirname, `${modelType}.ts`)), type).toBe(true)
    expect([typeof readConfig, typeof shapes]).toEqual(['function', 'function'])
    // gemma3 is the name of the text models' GGUF files.
    expect(type === 'gemma3' ? 'gemma3_text' : type).toBe(modelType)
  }
})

it('says which model types are known, and which key of config.json is at fault', async () => {
  await expect(findArchitecture('gpt17')).rejects.toThrow(/"gpt17".*llama/)
  await expect(findArchitecture(undefined)).rejects.toThrow(/model_type undefined/)
  for (const type of modelTypes) {
    const { readConfig } = await findArchitecture(type)
    expect(() => readConfig({ model_type: type }), type).toThrow(/config\.json/)
  }
})
