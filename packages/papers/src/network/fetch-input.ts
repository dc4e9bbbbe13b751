import { setTimeout as pause } from 'node:timers/promises'

import { ImportError } from '../reading/errors.ts'
import type { Input } from '../reading/open-input.ts'
import { requireAllowedHost } from './address.ts'
import type { NetworkSettings } from './settings.ts'

type FetchOptions = { readonly allowAnyHost: boolean; readonly signal?: AbortSignal; readonly now: Date }

const mostRedirects = 5
const mostTries = 3
/** An answer beyond this is no list of papers (a month of Daily Papers has about 10 MB). */
const mostBytes = 256 * 1024 * 1024

/**
 * Fetches an address as an input. A busy server (429, 503 and its kin) is asked again after the pause that it names, twice at most.
 * Throws ImportError: address-refused, busy, network (also while the answer is being read); what was read before is kept.
 */
export async function fetchInput(url: string, settings: NetworkSettings, options: FetchOptions): Promise<Input> {
  const response = await fetchPatiently(url, settings, options)
  if (!response.ok) throw await refusedBy(url, response)
  const counter = { read: 0 }
  return {
    label: url,
    name: new URL(url).pathname.split('/').at(-1)?.toLowerCase() ?? '',
    bytes: readBody(url, response, settings, counter),
    modifiedAt: options.now,
    totalBytes: Number(response.headers.get('content-length') ?? 0),
    readBytes: () => counter.read,
  }
}

async function fetchPatiently(url: string, settings: NetworkSettings, options: FetchOptions): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await follow(url, settings, options)
    if (![429, 502, 503, 504].includes(response.status)) return response
    const pauseMs = pauseOf(response, attempt, options.now)
    await response.body?.cancel()
    if (attempt === mostTries || pauseMs > settings.longestPauseMs) throw busy(url, response.status, pauseMs)
    await pause(pauseMs, undefined, { signal: options.signal })
  }
}

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3); without it one, two, four seconds. */
function pauseOf(response: Response, attempt: number, now: Date): number {
  const asked = response.headers.get('retry-after')
  if (asked === null) return 1000 * 2 ** (attempt - 1)
  if (/^\d+$/.test(asked.trim())) return Number(asked) * 1000
  const until = Date.parse(asked)
  return Number.isNaN(until) ? 1000 * 2 ** (attempt - 1) : Math.max(0, until - now.getTime())
}

async function follow(url: string, settings: NetworkSettings, { allowAnyHost, signal }: FetchOptions): Promise<Response> {
  let address = url
  for (let hop = 0; hop <= mostRedirects; hop++) {
    requireAllowedHost(address, settings, allowAnyHost)
    const response = await ask(address, settings.timeoutMs, signal)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null || !URL.canParse(location, address)) return response
    await response.body?.cancel()
    address = new URL(location, address).href
  }
  throw new ImportError('network', `${url} leads on more than ${mostRedirects} times. Try the address that it leads to.`)
}

async function ask(address: string, timeoutMs: number, signal?: AbortSignal): Promise<Response> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  try {
    const headers = { accept: 'application/atom+xml, application/json;q=0.9, */*;q=0.5', 'user-agent': 'offprint' }
    return await fetch(address, { redirect: 'manual', headers, signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal })
  } catch (cause) {
    signal?.throwIfAborted()
    if (late.signal.aborted) throw tooSlow(address, timeoutMs, cause)
    throw new ImportError('network', `${address} cannot be reached: ${reasonOf(cause)}. Check the address and this machine's network.`, {
      cause,
    })
  } finally {
    clearTimeout(timer)
  }
}

async function* readBody(
  url: string,
  response: Response,
  { timeoutMs }: NetworkSettings,
  counter: { read: number },
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await within(timeoutMs, reader.read(), url)
      if (done) return
      counter.read += value.length
      if (counter.read > mostBytes)
        throw new ImportError('network', `${url} answers with more than ${mostBytes / 1024 / 1024} MB: that is no list of papers.`)
      yield value
    }
  } catch (cause) {
    if (cause instanceof ImportError) throw cause
    const message = `The answer of ${url} broke off after ${counter.read} bytes (${reasonOf(cause)}). What was read is imported; import it again for the rest.`
    throw new ImportError('broken-off', message, { cause })
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function within<Value>(timeoutMs: number, promise: Promise<Value>, url: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow(url, timeoutMs)), timeoutMs)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

function tooSlow(url: string, timeoutMs: number, cause?: unknown): ImportError {
  return new ImportError('network', `${url} did not answer within ${timeoutMs / 1000} s. Try again later.`, { cause })
}

function busy(url: string, status: number, pauseMs: number): ImportError {
  const { host } = new URL(url)
  return new ImportError('busy', `${host} is busy (${status}) and asks to wait. Try again in ${Math.max(1, Math.ceil(pauseMs / 1000))} s.`)
}

async function refusedBy(url: string, response: Response): Promise<ImportError> {
  await response.body?.cancel()
  if (response.status === 404) return new ImportError('not-found', `${url} does not exist (404). Check the id or address.`)
  return new ImportError('network', `${url} answers with status ${response.status}. Nothing was imported.`)
}

function reasonOf(cause: unknown): string {
  const { message, cause: deeper } = cause as Error
  return deeper instanceof Error && deeper.message ? deeper.message : message
}
