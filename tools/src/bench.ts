import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `npm run bench [-- word…]`: runs every `packages/<room>/bench/<topic>.bench.ts` whose room or topic is one of the words
 * (all of them without a word) and prints its rows as a table. A bench file exports `name` and `async function* run()`.
 */
type Bench = { readonly name: string; run(): AsyncIterable<Record<string, string | number>> }

const packages = resolve(import.meta.dirname, '../../packages')

async function findBenches(words: readonly string[]): Promise<string[]> {
  const files = await readdir(packages, { recursive: true })
  return files
    .filter((file) => /^[^/]+\/bench\/[^/]+\.bench\.ts$/.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.startsWith(`${word}/`) || file.endsWith(`/${word}.bench.ts`)))
    .toSorted()
}

const words = process.argv.slice(2)
const files = await findBenches(words)
if (files.length === 0) {
  console.error(`No benchmark is called ${words.join(' or ')}: they stand in packages/*/bench.`)
  process.exitCode = 2
}
for (const file of files) {
  const bench = (await import(pathToFileURL(join(packages, file)).href)) as Bench
  console.log(`\n${bench.name} (${file})`)
  for await (const row of bench.run()) {
    console.log(
      Object.entries(row)
        .map(([key, value]) => `${key} ${value}`)
        .join(' · '),
    )
  }
}
