import type { Backend } from './backend.ts'

/** The runtime of this environment: loaded when first needed, so that a browser never meets the native one. */
export async function defaultBackend(): Promise<Backend> {
  return (await import('./guarded-node.ts')).guardedNodeBackend
}
