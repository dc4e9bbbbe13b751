import { normalize } from 'node:path'

import { z } from 'zod'

import { WeightsError } from '../weights/weights-error.ts'
import type { RemoteFile } from './download.ts'

const sibling = z.object({
  rfilename: z.string(),
  size: z.number().nullish(),
  blobId: z.string().nullish(),
  lfs: z.object({ sha256: z.string(), size: z.number() }).nullish(),
})
const modelInfo = z.object({
  sha: z.string(),
  siblings: z.array(sibling),
  cardData: z.looseObject({ license: z.union([z.string(), z.array(z.string())]).nullish() }).nullish(),
})

/** What of a repository a model needs; other frameworks' weights stay there. */
const wanted =
  /^(?:README\.md|config\.json|tokenizer\.json|tokenizer_config\.json|special_tokens_map\.json|generation_config\.json|chat_template\.jinja|modules\.json|config_sentence_transformers\.json|sentence_bert_config\.json|1_Pooling\/config\.json|[^/]*\.safetensors(?:\.index\.json)?)$/

export type HubOptions = { readonly hubUrl: string; readonly token?: string; readonly signal?: AbortSignal }
export type HubModel = { readonly files: readonly (RemoteFile & { readonly name: string })[]; readonly licence: string }

/**
 * The files of a model on the Hugging Face hub, at the commit that its main branch has now: `owner/repository`, or
 * `owner/repository/file.gguf` for one file of it. Throws WeightsError where it cannot be reached, is not there or is not for everybody.
 */
export async function findOnHub(id: string, { hubUrl, token, signal }: HubOptions): Promise<HubModel> {
  const [owner, repository, ...rest] = id.split('/')
  const file = rest.join('/')
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const info = await fetchInfo(new URL(`/api/models/${owner}/${repository}/revision/main?blobs=true`, hubUrl), headers, signal)
  const siblings = info.siblings.filter(({ rfilename }) =>
    file === '' ? wanted.test(rfilename) : rfilename === file || rfilename === 'README.md',
  )
  if (!siblings.some(({ rfilename }) => /\.(?:safetensors|gguf)$/.test(rfilename))) {
    const gguf = info.siblings.map(({ rfilename }) => rfilename).filter((name) => name.endsWith('.gguf'))
    const hint = gguf.length > 0 ? ` It has GGUF files: name one, as ${id}/${gguf[0]}.` : ''
    throw new WeightsError('weights-missing', `${id} has no ${file || '*.safetensors'} on the hub.${hint}`)
  }
  const files = siblings.map(({ rfilename, size, blobId, lfs }) => ({
    name: safeName(id, rfilename),
    url: new URL(`/${owner}/${repository}/resolve/${info.sha}/${rfilename.split('/').map(encodeURIComponent).join('/')}`, hubUrl).href,
    sizeBytes: lfs?.size ?? size ?? 0,
    ...(lfs ? { sha256: lfs.sha256 } : blobId ? { gitSha1: blobId } : {}),
    headers,
  }))
  return { files, licence: [info.cardData?.license ?? 'not stated'].flat().join(', ') }
}

async function fetchInfo(url: URL, headers: Record<string, string>, signal?: AbortSignal): Promise<z.infer<typeof modelInfo>> {
  const timeout = AbortSignal.timeout(60_000)
  const response = await fetch(url, { headers, signal: signal ? AbortSignal.any([signal, timeout]) : timeout }).catch((cause) => {
    signal?.throwIfAborted()
    throw new WeightsError(
      'weights-download',
      `${url.origin} cannot be reached (${cause.cause?.code ?? cause.message}): check the network`,
      { cause },
    )
  })
  if (response.status === 401 || response.status === 403) {
    throw new WeightsError(
      'weights-download',
      `${url.origin} gives this model only to those who may have it (or there is none of this name): accept its terms there and set HF_TOKEN`,
    )
  }
  if (!response.ok)
    throw new WeightsError('weights-download', `${url.origin} answered ${response.status} for ${url.pathname}: check the model's name`)
  const parsed = modelInfo.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success)
    throw new WeightsError('weights-download', `${url.origin} does not answer as the Hugging Face hub does: check its address`)
  return parsed.data
}

function safeName(id: string, name: string): string {
  const path = normalize(name)
  if (path.startsWith('..') || path.startsWith('/'))
    throw new WeightsError('weights-format', `${id} lists the path ${name}, which leads out of its folder`)
  return path
}
