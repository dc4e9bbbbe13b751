import { flatten, isNdArray, type NdArray, type OptimizerState } from '@offprint/engine'

/** Everything that training goes on from: a plain value that can be written as named float32 arrays and a little JSON. */
export type Checkpoint = {
  readonly step: number
  readonly arrays: ReadonlyMap<string, NdArray>
  readonly transformSteps: readonly number[]
}

/** A copy of parameters and optimizer state after `step` steps. */
export function takeCheckpoint(parameters: unknown, state: OptimizerState, step: number): Checkpoint {
  const arrays = new Map<string, NdArray>()
  for (const { name, data, shape } of namedArrays(parameters, state)) arrays.set(name, { data: data.slice(), shape, dtype: 'float32' })
  return { step, arrays, transformSteps: state.transforms.map((transform) => transform.step) }
}

/** Writes a checkpoint's values into parameters and state of the same form. Throws RangeError where they are of another model. */
export function restoreCheckpoint(parameters: unknown, state: OptimizerState, checkpoint: Checkpoint): void {
  if (checkpoint.transformSteps.length !== state.transforms.length) {
    throw new RangeError(
      `The checkpoint is of an optimizer with ${checkpoint.transformSteps.length} parts, this one has ${state.transforms.length}: train on with the settings that it began with.`,
    )
  }
  const targets = namedArrays(parameters, state)
  for (const { name, data } of targets) {
    const stored = checkpoint.arrays.get(name)
    if (stored?.data.length !== data.length)
      throw new RangeError(
        `The checkpoint has ${stored ? `${stored.data.length} values` : 'nothing'} for ${name}, the model ${data.length}: it is of another model.`,
      )
  }
  for (const { name, data } of targets) data.set((checkpoint.arrays.get(name) as NdArray).data as Float32Array)
  state.transforms.forEach((transform, i) => {
    transform.step = checkpoint.transformSteps[i]
  })
}

function namedArrays(parameters: unknown, state: OptimizerState): { name: string; data: Float32Array; shape: readonly number[] }[] {
  const values = flatten<NdArray>(parameters, isNdArray).map(({ path, value }) => ({
    name: `parameters.${path}`,
    data: value.data as Float32Array,
    shape: value.shape,
  }))
  const kept = state.transforms.flatMap(({ arrays }, transform) =>
    Object.entries(arrays).flatMap(([name, list]) =>
      list.map((data, i) => ({ name: `optimizer.${transform}.${name}.${i}`, data, shape: [data.length] })),
    ),
  )
  return [...values, ...kept]
}
