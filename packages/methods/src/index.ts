export type * from './contract.ts'
export { defineTry } from './contract.ts'
export { createRandom } from './random.ts'
export { type MethodFolder, readRegistry } from './registry.ts'
