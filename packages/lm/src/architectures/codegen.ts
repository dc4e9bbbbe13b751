import { pick, reshape, transpose } from '@offprint/engine'
import { project } from '../layers/project.ts'
import { ConfigError, type DecoderArchitecture } from './architecture.ts'
import { type GptjConfig, architecture as gptj, gptjForward, gptjShapes, type Heads, readGptjConfig } from './gptj.ts'

/** The fused projection is cut into as many shards as the TPU pods it was trained on had (salesforce/CodeGen, `mp_num`). */
const shardCount = 4

/** CodeGen (arXiv 2203.13474): GPT-J with one projection for query, value and key, in four shards. */
export const architecture: DecoderArchitecture<GptjConfig> = {
  ...gptj,
  modelType: 'codegen',
  ignored: /attn\.causal_mask$/,
  readConfig(json) {
    const config = readGptjConfig(json)
    if (config.headCount % shardCount !== 0)
      throw new ConfigError(`config.json has n_head ${config.headCount}: CodeGen's heads come in ${shardCount} equal shards.`)
    return config
  },
  shapes: (config) => gptjShapes(config, ['qkv_proj']),
  forward: (parameters, config, inputs, hooks) => gptjForward(parameters, config, inputs, hooks, fusedHeads),
}

/** Each shard holds the query, then the value, then the key of its heads. */
const fusedHeads: Heads = (h, place, { headCount, headSize }, hooks) => {
  const [batch, length] = h.shape
  const fused = project(h, place.at('qkv_proj'), hooks)
  const sharded = transpose(reshape(fused, [batch, length, shardCount, 3, headCount / shardCount, headSize]), [3, 0, 2, 4, 1, 5])
  const part = (index: number) => reshape(pick(sharded, 0, index), [batch, headCount, length, headSize])
  return [part(0), part(2), part(1)]
}
