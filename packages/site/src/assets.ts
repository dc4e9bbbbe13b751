import { readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { buildSync } from 'esbuild'

export type Asset = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string }

/** What pages link to: styles, islands, fonts and the icon, each under a name that changes with its content. */
export type Assets = {
  /** The address of `site.css`, `live-run.js`, `newsreader-latin-opsz-normal.woff2` …; throws for a name that was not built. */
  readonly href: (name: string) => string
  /** The asset at an address under /assets. */
  readonly find: (file: string) => Asset | undefined
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Bundles styles and islands with esbuild, in memory (about 0.1 s). Names carry a hash, so that browsers may keep them for ever. */
export function loadAssets(): Assets {
  const here = import.meta.dirname
  const build = buildSync({
    entryPoints: [join(here, 'styles/site.css'), join(here, 'styles/favicon.svg'), ...islandFiles(join(here, 'islands'))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'safari16'],
    outdir: '/assets',
    publicPath: '/assets',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    logLevel: 'silent',
  })
  const files = new Map(build.outputFiles.map(({ path, contents }) => [basename(path), contents as Uint8Array<ArrayBuffer>]))
  const hashedNames = new Map([...files.keys()].map((file) => [file.replace(/-[A-Z0-9]{8}(?=\.)/, ''), file]))
  return {
    href: (name) => {
      const file = hashedNames.get(name)
      if (file === undefined) throw new Error(`No asset ${name}: there are ${[...hashedNames.keys()].join(', ')}`)
      return `/assets/${file}`
    },
    find: (file) => {
      const body = files.get(file)
      return body && { body, type: types[extname(file)] ?? 'application/octet-stream' }
    },
  }
}

// In the packed room the islands lie there as JavaScript, with their declarations beside them.
function islandFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.[jt]s$/.test(file) && !/\.(test|d)\.[jt]s$/.test(file))
    .map((file) => join(folder, file))
}
