import type { Shelf, ShelfRow } from '../shelf.ts'

/** GET /v1/models (OpenAI API reference, Models): what is installed. */
export async function answerModels(shelf: Shelf): Promise<Response> {
  return Response.json({ object: 'list', data: (await shelf.list()).map(entryOf) })
}

/** GET /v1/models/<name>. Throws ApiError 404. */
export async function answerModel(shelf: Shelf, name: string): Promise<Response> {
  return Response.json(entryOf(await shelf.get(name)))
}

/** OpenAI's four fields, and beside them what the model is. */
function entryOf({ row: { name, architecture, parameters, format, sha256, licence, sizeBytes }, installedMs }: ShelfRow): object {
  const facts = { architecture, parameters, format, sha256, licence, size_bytes: sizeBytes }
  return { id: name, object: 'model', created: Math.floor(installedMs / 1000), owned_by: 'offprint', ...facts }
}
