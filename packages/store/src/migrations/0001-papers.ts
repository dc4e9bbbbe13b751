import type { CreateTableBuilder, Kysely } from 'kysely'

import type { Dialect } from '../dialects/dialect.ts'
import type { Schema } from '../schema.ts'
import { rowNumber } from './row-number.ts'

/** Papers, the other ids they are known by, their authors, and the word index. */
export async function up(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  await papersTable(db, dialect).execute()
  await db.schema
    .createTable('paper_aliases')
    .addColumn('alias', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull().references('papers.seq').onDelete('cascade'))
    .execute()
  await db.schema
    .createTable('paper_authors')
    .addColumn('seq', 'integer', (column) => column.notNull().references('papers.seq').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_authors_key', ['seq', 'position'])
    .execute()
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
  await createIndexes(db)
  await dialect.createWordIndex(db)
}

// The short columns that filters read stand before the long ones: a row's first page then holds them.
function papersTable(db: Kysely<Schema>, dialect: Dialect): CreateTableBuilder<string> {
  return db.schema
    .createTable('papers')
    .addColumn('seq', ...rowNumber(dialect))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('arxiv_id', 'text', (column) => column.unique())
    .addColumn('doi', 'text', (column) => column.unique())
    .addColumn('published_at', 'text')
    .addColumn('featured_at', 'text')
    .addColumn('feed_day', 'text')
    .addColumn('categories', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('imported_upvotes', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('imported_comments', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('version', 'integer')
    .addColumn('author_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('organization', 'text')
    .addColumn('title_key', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('abstract', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('authors', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('pdf_url', 'text')
    .addColumn('code_url', 'text')
    .addColumn('project_url', 'text')
    .addColumn('remark', 'text')
    .addColumn('extra', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('sources', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
}

async function createIndexes(db: Kysely<Schema>): Promise<void> {
  await db.schema.createIndex('papers_title_key').on('papers').column('title_key').execute()
  await db.schema.createIndex('papers_feed_day').on('papers').columns(['feed_day', 'imported_upvotes', 'imported_comments']).execute()
  await db.schema.createIndex('papers_updated_at').on('papers').column('updated_at').execute()
  // All that a search's filters read: they never touch the wide rows.
  await db.schema.createIndex('papers_filter').on('papers').columns(['published_at', 'categories']).execute()
  await db.schema.createIndex('paper_aliases_seq').on('paper_aliases').column('seq').execute()
  await db.schema.createIndex('paper_authors_slug').on('paper_authors').column('slug').execute()
}
