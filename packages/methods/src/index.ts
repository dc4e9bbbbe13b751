export type * from './contract.ts'
export { defineTry } from './contract.ts'
export { type MethodFolder, readRegistry } from './registry.ts'
