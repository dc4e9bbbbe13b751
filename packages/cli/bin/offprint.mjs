#!/usr/bin/env node
// Plain JavaScript that also an old Node can read: the check comes before anything that needs a new one.
const wanted = [24, 12]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `offprint needs Node ${wanted.join('.')} or later and this is ${process.versions.node}: run it with npm start or npx offprint inside the project, or install a newer Node.\n`,
  )
  process.exitCode = 1
} else {
  await import('@offprint/site/tsx-hook')
  const { main } = await import(import.meta.url.endsWith('.mjs') && (await hasSource()) ? '../src/main.ts' : '../src/main.js')
  await main(process.argv.slice(2))
}

/** In a checkout the source is TypeScript; in a packed room it is JavaScript. */
async function hasSource() {
  const { existsSync } = await import('node:fs')
  return existsSync(new URL('../src/main.ts', import.meta.url))
}
