export type * from './lab.ts'
export { LabError } from './lab.ts'
