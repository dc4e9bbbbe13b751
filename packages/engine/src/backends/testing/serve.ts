import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'

import { build } from 'esbuild'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** What a page needs so that threads may share memory, and the strictest policy under which the runtime starts. */
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"

export type ServedPage = AsyncDisposable & { readonly address: string }

/** A page at `/` that runs the bundle of the module `entry`, with ONNX Runtime's files under /ort/. Isolated unless said otherwise. */
export async function servePage(entry: string, { isIsolated = true } = {}): Promise<ServedPage> {
  const bundle = await bundleForBrowsers(entry)
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'))
  const server = createServer(async ({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname
    const content = await find(path, bundle, runtime).catch(() => undefined)
    const type = path === '/' ? 'text/html' : types[extname(path)]
    const headers = { 'content-type': type ?? 'text/plain', 'content-security-policy': policy, ...(isIsolated ? isolation : {}) }
    response.writeHead(content === undefined ? 404 : 200, headers).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The condition leaves out the runtime's embedded copy, whose blob: worker our policy refuses; what is for Node is never reached. */
async function bundleForBrowsers(entry: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    write: false,
    outdir: '/',
    entryNames: 'main',
    conditions: ['onnxruntime-web-use-extern-wasm'],
    external: ['onnxruntime-node', 'node:*'],
  })
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}

async function find(path: string, bundle: ReadonlyMap<string, Uint8Array>, runtime: string): Promise<string | Uint8Array | undefined> {
  if (path === '/') return '<!doctype html><title>engine</title><script type="module" src="/main.js"></script>'
  if (path.startsWith('/ort/')) return readFile(join(runtime, path.slice('/ort/'.length).replaceAll('/', '')))
  return bundle.get(path)
}
