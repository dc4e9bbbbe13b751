import { EngineError } from '../errors.ts'
import { isNdArray, type NdArray } from '../tensor.ts'
import { flatten } from '../tree.ts'

/** A parameter with its path (`layers.0.weight`), its shape and its float32 values. */
export type Parameter = { readonly path: string; readonly shape: readonly number[]; readonly data: Float32Array }

/** Plain and checkpointable: a step count, and float32 arrays by name, one a parameter. */
export type TransformState = { step: number; readonly arrays: Readonly<Record<string, readonly Float32Array[]>> }

/**
 * A small step from gradients to updates (as in optax, DeepMind 2020). `update` overwrites `updates`, which begin as the gradients and
 * end as what is added to the parameters; it may read the parameters and moves its own state.
 */
export type Transform = {
  init(parameters: readonly Parameter[]): TransformState
  update(updates: readonly Float32Array[], state: TransformState, parameters: readonly Parameter[]): void
}

/** State of a whole optimizer: one record a transform, in order. */
export type OptimizerState = { readonly transforms: readonly TransformState[] }

/**
 * `init` gives the state for parameters (nested records of float32 arrays). `update` takes one step: it writes the new values into the
 * parameters' own arrays, and uses the gradients' arrays as scratch. Throws EngineError where a gradient is missing or of another size.
 */
export type Optimizer = {
  init(parameters: unknown): OptimizerState
  update(parameters: unknown, gradients: unknown, state: OptimizerState): void
}

/** The transforms one after the other. */
export function chain(...transforms: readonly Transform[]): Optimizer {
  return {
    init: (tree) => {
      const parameters = parametersOf(tree, 'parameter')
      return { transforms: transforms.map((transform) => transform.init(parameters)) }
    },
    update: (tree, gradients, state) => {
      const parameters = parametersOf(tree, 'parameter')
      const updates = matchGradients(parameters, parametersOf(gradients, 'gradient'))
      if (state.transforms.length !== transforms.length) {
        throw new EngineError(
          'engine/optimizer',
          `the state is of ${state.transforms.length} transforms, the optimizer has ${transforms.length}: make it with this optimizer's init.`,
        )
      }
      transforms.forEach((transform, i) => {
        transform.update(updates, state.transforms[i], parameters)
      })
      parameters.forEach(({ data }, i) => {
        addInPlace(data, updates[i])
      })
    },
  }
}

/** A transform without arrays of its own. */
export function stateless(update: (updates: readonly Float32Array[], parameters: readonly Parameter[], step: number) => void): Transform {
  return {
    init: () => ({ step: 0, arrays: {} }),
    update: (updates, state, parameters) => update(updates, parameters, ++state.step),
  }
}

/** Zeros of every parameter's size: what moments begin with. */
export function zerosLike(parameters: readonly Parameter[]): Float32Array[] {
  return parameters.map(({ data }) => new Float32Array(data.length))
}

function parametersOf(tree: unknown, what: string): Parameter[] {
  return flatten<NdArray>(tree, isNdArray).map(({ path, value }) => {
    if (!(value.data instanceof Float32Array))
      throw new EngineError('engine/optimizer', `${what} ${path} is ${value.dtype}: optimizers work on float32 arrays.`)
    return { path, shape: value.shape, data: value.data }
  })
}

/** Gradients in the order of the parameters, found by path. */
function matchGradients(parameters: readonly Parameter[], gradients: readonly Parameter[]): Float32Array[] {
  const byPath = new Map(gradients.map((gradient) => [gradient.path, gradient.data]))
  return parameters.map(({ path, data }) => {
    const gradient = byPath.get(path)
    if (!gradient)
      throw new EngineError('engine/optimizer', `parameter ${path} has no gradient: pass the tree that grad returned for these parameters.`)
    if (gradient.length !== data.length)
      throw new EngineError('engine/optimizer', `the gradient of ${path} has ${gradient.length} elements, the parameter ${data.length}.`)
    return gradient
  })
}

function addInPlace(target: Float32Array, addend: Float32Array): void {
  for (let i = 0; i < target.length; i++) target[i] += addend[i]
}
