import { gelu, mul, relu, silu, type Tensor } from '@offprint/engine'
import { ConfigError } from '../architectures/architecture.ts'
import type { Hooks } from '../hooks.ts'
import { project } from './project.ts'
import type { Scope } from './scope.ts'

export type Activation = (x: Tensor) => Tensor

/** The names that config.json uses. `gelu_new` and its kin are the tanh form (arXiv 1606.08415). */
const activations: Readonly<Record<string, Activation>> = {
  gelu: (x) => gelu(x, 'exact'),
  gelu_new: (x) => gelu(x, 'tanh'),
  gelu_fast: (x) => gelu(x, 'tanh'),
  gelu_pytorch_tanh: (x) => gelu(x, 'tanh'),
  relu,
  silu,
  swish: silu,
}

/** Throws ConfigError where the name is not one of those above. */
export function activationOf(name: string): Activation {
  const found = activations[name]
  if (!found) throw new ConfigError(`config.json asks for the activation "${name}". Known are ${Object.keys(activations).join(', ')}.`)
  return found
}

/** down(activation(gate(x)) · up(x)): the gated feed-forward of Llama and its kin (arXiv 2002.05202). */
export function gatedFeedForward(x: Tensor, place: Scope, activation: Activation, hooks: Hooks): Tensor {
  const gate = activation(project(x, place.at('gate_proj'), hooks))
  return project(mul(gate, project(x, place.at('up_proj'), hooks)), place.at('down_proj'), hooks)
}
