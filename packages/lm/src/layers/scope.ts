import type { Tensor } from '@offprint/engine'
import type { Parameters } from '../architectures/architecture.ts'

/** A place among the parameters: `scope(params, 'model').at('layers.0').tensor('input_layernorm.weight')`. */
export type Scope = {
  readonly name: string
  at(part: string | number): Scope
  /** Throws where the parameter is missing: the weights were not checked against the architecture's shapes. */
  tensor(part: string): Tensor
  find(part: string): Tensor | undefined
}

export function scope(parameters: Parameters, name = ''): Scope {
  const full = (part: string | number) => (name === '' ? String(part) : `${name}.${part}`)
  return {
    name,
    at: (part) => scope(parameters, full(part)),
    tensor: (part) => {
      const found = parameters[full(part)]
      if (!found) throw new RangeError(`There is no parameter ${full(part)}: check the weights against the architecture's shapes first.`)
      return found
    },
    find: (part) => parameters[full(part)],
  }
}
