import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { pathToFileURL } from 'node:url'

import type { Result } from '../lab.ts'

/** The machine that a result was made on; `runtime` is what computes tensors, as engine pins it. */
export function describeMachine(): Result['machine'] {
  return {
    processor: cpus()[0]?.model.trim() || process.arch,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.versions.node,
    runtime: `${tensorRuntime()} ${process.platform}-${process.arch}`,
  }
}

function tensorRuntime(): string {
  const lm = findPackageJSON('@offprint/lm', import.meta.url)
  const engine = lm && findPackageJSON('@offprint/engine', pathToFileURL(lm))
  const { dependencies } = engine
    ? (JSON.parse(readFileSync(engine, 'utf8')) as { dependencies: Record<string, string> })
    : { dependencies: {} }
  const version = (dependencies as Record<string, string>)['onnxruntime-node']
  return version ? `onnxruntime-node ${version}` : 'node'
}
