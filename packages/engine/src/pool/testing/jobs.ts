import { jit } from '../../jit.ts'
import { matmul } from '../../ops/matmul.ts'
import { createRandom } from '../../random.ts'
import type { Tensor } from '../../tensor.ts'
import type { Stop } from '../job.ts'

/** Multiplies matrices for ever, some milliseconds a run. @public */
export async function* multiply(size: number): AsyncGenerator<number, string> {
  const x = createRandom(1).normal([size, size])
  using product = jit((a: Tensor) => matmul(matmul(a, a), matmul(a, a)), { threads: 1 })
  for (let run = 1; ; run++) {
    await product(x)
    yield run
  }
}

/** Counts to `count`, asking between the steps whether it shall stop. @public */
export async function countUntilStopped(count: number, stop: Stop): Promise<number> {
  let done = 0
  while (done < count && !stop.isRequested) done++
  return done
}

/** @public */
export async function* squares(count: number): AsyncGenerator<number, number[]> {
  const all: number[] = []
  for (let i = 0; i < count; i++) {
    all.push(i * i)
    yield i * i
  }
  return all
}

/** @public */
export function fail(message: string): never {
  throw Object.assign(new RangeError(message), { code: 'test/fails' })
}

/** @public */
export function crash(): never {
  process.exit(7)
}

/** @public */
export function giveFunction(): () => void {
  return () => undefined
}
