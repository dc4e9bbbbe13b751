import type { Architecture, ParameterShapes, Sizes } from '../architectures/architecture.ts'
import { WeightsError } from './weights-error.ts'

/** Weights (or where they lie) under canonical names, and the name that each has in its file. */
export type NamedParameters<T> = { readonly parameters: Readonly<Record<string, T>>; readonly fileNames: ReadonlyMap<string, string> }

type Shaped = { readonly shape: readonly number[] }

/**
 * Matches a file's tensors with what the architecture wants. Published files of one architecture differ: the base model's prefix may be
 * missing, norms may be called gamma and beta, buffers may be stored beside the parameters, a tied output matrix may be left out.
 * Throws WeightsError that names what is missing or of another shape.
 */
export function nameParameters<T extends Shaped>(
  tensors: ReadonlyMap<string, T>,
  architecture: Architecture,
  config: Sizes,
): NamedParameters<T> {
  const shapes = (architecture as { shapes(config: Sizes): ParameterShapes }).shapes(config)
  const byCanonical = new Map<string, string>()
  for (const name of tensors.keys()) {
    const canonical = canonicalName(name, architecture.prefix, shapes)
    if (canonical) byCanonical.set(canonical, name)
  }
  const missing = Object.keys(shapes).filter((name) => !byCanonical.has(name) && !shapes[name].optional)
  if (missing.length > 0) {
    throw new WeightsError(
      'weights-format',
      `The weights lack ${listed(missing)} that ${architecture.modelType} needs: config.json and weights are of different models, or a shard is missing.`,
    )
  }
  const parameters: Record<string, T> = {}
  for (const [canonical, name] of byCanonical) {
    const tensor = tensors.get(name) as T
    const { shape } = shapes[canonical]
    if (tensor.shape.join() !== shape.join()) {
      throw new WeightsError(
        'weights-format',
        `${name} has shape [${tensor.shape.join(', ')}], config.json asks for [${shape.join(', ')}]: they are of different models.`,
      )
    }
    parameters[canonical] = tensor
  }
  return { parameters, fileNames: byCanonical }
}

function canonicalName(name: string, prefix: string, shapes: ParameterShapes): string | undefined {
  const modern = name.replace(/\.gamma$/, '.weight').replace(/\.beta$/, '.bias')
  return [modern, `${prefix}${modern}`].find((candidate) => candidate in shapes)
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more parameters`
}
