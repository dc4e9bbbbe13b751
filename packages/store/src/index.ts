export type { Schema } from './schema.ts'
