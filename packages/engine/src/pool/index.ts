export type { Job, JobFunction, Stop } from './job.ts'
export { createPool, type Pool, type PoolOptions, type RunOptions } from './pool.ts'
