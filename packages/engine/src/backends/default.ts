import type { Backend } from './backend.ts'

/** The runtime of this environment, loaded when first needed: a browser never meets the native one, Node never the other. */
export async function defaultBackend(): Promise<Backend> {
  const isNode = typeof process === 'object' && Boolean(process.versions?.node)
  return isNode ? (await import('./guarded-node.ts')).guardedNodeBackend : (await import('./web.ts')).createWebBackend()
}
