import { linear, type Tensor, transpose } from '@offprint/engine'
import type { Hooks } from '../hooks.ts'
import type { Scope } from './scope.ts'

/**
 * A linear layer at `place`: x [..., in] · weightᵀ + bias, with weight [out, in] as nearly all published files have it
 * (`inOut`: [in, out], GPT-2's order). Adapters see it by its name.
 */
export function project(x: Tensor, place: Scope, hooks: Hooks = {}, { inOut = false }: { inOut?: boolean } = {}): Tensor {
  const weight = place.tensor('weight')
  const output = linear(x, inOut ? weight : transpose(weight), place.find('bias'))
  return hooks.adapt?.(place.name, x, output) ?? output
}
