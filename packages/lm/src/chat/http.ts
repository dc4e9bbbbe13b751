import { ChatError } from './chat-error.ts'
import { pause } from './rate-limit.ts'

/** How one server is reached. `send` posts a body and gives the response of status 200 to 299, or throws a ChatError. */
export type Endpoint = {
  readonly url: URL
  readonly key?: string
  /** Longest silence: until the headers, and between two pieces of a body. */
  readonly timeoutMs: number
  /** How often a request that failed in passing is sent again. */
  readonly retries: number
  /** The first wait before a retry; each later one is twice as long. */
  readonly firstDelayMs: number
}

/** A server that asks for more patience than this is not waited for. */
const longestWaitMs = 60_000
/** A chat answer is some kilobytes, with log-probabilities some megabytes. */
const longestBodyBytes = 64 << 20

export type Reply = { readonly contentType: string; readonly body: AsyncIterable<Uint8Array> }

/**
 * Posts JSON. Refused connections, broken ones before the first byte, 408, 429 and 5xx are tried again with back-off, a Retry-After is kept.
 * `beforeEach` runs before every attempt (budget, pace) and may throw. Redirects are refused: a key must not travel to another host.
 */
export async function post(to: Endpoint, body: unknown, beforeEach: () => void, signal?: AbortSignal): Promise<Reply> {
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted()
    beforeEach()
    const outcome = await attemptOnce(to, JSON.stringify(body), signal)
    if ('reply' in outcome) return outcome.reply
    if (attempt >= to.retries || !outcome.again) throw outcome.error
    const waitMs = outcome.afterMs ?? to.firstDelayMs * 2 ** attempt
    if (waitMs > longestWaitMs) throw outcome.error
    await pause(waitMs, signal)
  }
}

/** The whole body as text. Throws ChatError when it breaks off, stalls or grows over 64 MiB. */
export async function readText(reply: Reply): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of reply.body) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

/** What messages call the server: its address without user, password or query, where keys may stand. */
export function shownUrl(url: URL): string {
  return url.origin + url.pathname
}

type Outcome = { reply: Reply } | { error: ChatError; again: boolean; afterMs?: number }

async function attemptOnce(to: Endpoint, body: string, signal?: AbortSignal): Promise<Outcome> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), to.timeoutMs)
  const headers = { 'content-type': 'application/json', ...(to.key ? { authorization: `Bearer ${to.key}` } : {}) }
  try {
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
    const response = await fetch(to.url, { method: 'POST', headers, body, redirect: 'manual', signal: either })
    const reply = {
      contentType: response.headers.get('content-type') ?? '',
      body: watchedBody(to, response, () => stop.abort(), signal),
    }
    if (response.ok) return { reply }
    return await refusal(to, response.status, response.headers, await readText(reply).catch(() => ''))
  } catch (cause) {
    signal?.throwIfAborted()
    if (stop.signal.aborted) return { error: timeout(to), again: true }
    return { error: new ChatError('chat-unreachable', unreachable(to, cause), { cause }), again: true }
  } finally {
    clearTimeout(timer)
  }
}

/** The body with the silence time-out and the size limit; whatever ends it closes the connection. */
async function* watchedBody(to: Endpoint, response: Response, close: () => void, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!response.body) return
  let silent = false
  let sizeBytes = 0
  const reader = response.body.getReader()
  const watch = () =>
    setTimeout(() => {
      silent = true
      close()
    }, to.timeoutMs)
  let timer = watch()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      clearTimeout(timer)
      sizeBytes += next.value.length
      if (sizeBytes > longestBodyBytes) throw new ChatError('chat-answer', `${shownUrl(to.url)} sends an endless answer (over 64 MiB)`)
      yield next.value
      timer = watch()
    }
  } catch (cause) {
    signal?.throwIfAborted()
    if (silent) throw timeout(to)
    if (cause instanceof ChatError) throw cause
    throw new ChatError('chat-unreachable', `${shownUrl(to.url)} broke the connection in the middle of an answer. Try again.`, { cause })
  } finally {
    clearTimeout(timer)
    close()
  }
}

async function refusal(to: Endpoint, status: number, headers: Headers, text: string): Promise<Outcome> {
  const said = serverWords(to, text)
  const fail = (code: ChatError['code'], what: string) =>
    new ChatError(code, `${shownUrl(to.url)} answered ${status}: ${what}${said}`, { status })
  if (status < 400) {
    return { error: fail('chat-config', 'it sends elsewhere. Give the address that it names as the URL.'), again: false }
  }
  if (status === 429) {
    const afterMs = retryAfterMs(headers.get('retry-after'))
    const when = afterMs === undefined ? 'Wait, or ask for a slower pace.' : `It can be asked again in ${Math.ceil(afterMs / 1000)} s.`
    // No quota comes with the same status as "slow down", and no wait mends it.
    return { error: fail('chat-limited', when), again: !text.includes('insufficient_quota'), afterMs }
  }
  if (status === 401 || status === 403) return { error: fail('chat-config', 'the key is missing, wrong or not allowed.'), again: false }
  if (status === 404)
    return {
      error: fail('chat-config', 'no such address or model. Check the URL (it usually ends in /v1) and the model name.'),
      again: false,
    }
  if (status >= 500) {
    return {
      error: fail('chat-server', 'the server failed.'),
      again: status !== 501 && status !== 505,
      afterMs: retryAfterMs(headers.get('retry-after')),
    }
  }
  return { error: fail('chat-refused', 'it refuses the request.'), again: status === 408 || status === 425 }
}

/** What the server said, at most 300 characters of it; a server may repeat the key, so it is cut out. */
function serverWords(to: Endpoint, text: string): string {
  let words = text
  try {
    const parsed = JSON.parse(text)
    words = String(parsed?.error?.message ?? parsed?.message ?? parsed?.detail ?? text)
  } catch {
    // Not JSON: a proxy's page, shown as it is.
  }
  const clean = (to.key ? words.replaceAll(to.key, '(key)') : words).replace(/\s+/g, ' ').trim()
  return clean === '' ? '' : ` The server says: ${clean.slice(0, 300)}`
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

function timeout(to: Endpoint): ChatError {
  return new ChatError(
    'chat-timeout',
    `${shownUrl(to.url)} was silent for ${to.timeoutMs / 1000} s. Is the model loaded? Ask for fewer tokens or allow a longer time-out.`,
  )
}

function unreachable(to: Endpoint, cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? (cause.cause as NodeJS.ErrnoException) : undefined
  return `No connection to ${shownUrl(to.url)}${inner?.code ? ` (${inner.code})` : ''}. Is the server running, and is the address right?`
}
