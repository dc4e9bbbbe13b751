export type * from './contract.ts'
export { defineTry } from './contract.ts'
