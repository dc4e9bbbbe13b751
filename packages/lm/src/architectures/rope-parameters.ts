import { z } from 'zod'

const parameters = z.looseObject({
  rope_theta: z.number().optional(),
  rope_type: z.string().optional(),
  partial_rotary_factor: z.number().optional(),
})
const byLayerType = z.object({ full_attention: parameters, sliding_attention: parameters })

/**
 * config.json with the rotary keys that architectures read. transformers 5 writes them into `rope_parameters` (for Gemma 3 once for each kind of
 * layer), earlier ones at the top; what stands at the top is kept.
 */
export function withRotaryKeys(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const layers = byLayerType.safeParse(json.rope_parameters)
  if (layers.success) {
    const { full_attention: full, sliding_attention: sliding } = layers.data
    return { rope_local_base_freq: sliding.rope_theta, ...flattened(full), ...json }
  }
  const all = parameters.safeParse(json.rope_parameters)
  return all.success ? { ...flattened(all.data), ...json } : json
}

function flattened({ rope_theta, partial_rotary_factor, ...scaling }: z.infer<typeof parameters>): Record<string, unknown> {
  return {
    ...(rope_theta !== undefined && { rope_theta, rotary_emb_base: rope_theta }),
    ...(partial_rotary_factor !== undefined && { rotary_pct: partial_rotary_factor, partial_rotary_factor }),
    ...(scaling.rope_type !== undefined && scaling.rope_type !== 'default' && { rope_scaling: scaling }),
  }
}
