export type * from './catalogue.ts'
export type { CatalogueCard, Paper, PaperRecord, Source } from './paper.ts'
export { paperRecordSchema, sourceRanking } from './paper.ts'
