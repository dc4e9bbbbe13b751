import type { Progress } from '@offprint/methods'
import { formatProgress } from './progress.ts'

/** Where a command's words go: rows and text to stdout, progress and remarks to stderr. */
export interface Output {
  readonly json: boolean
  /** A row of the result: one JSON object a line with --json, else its text. */
  row(row: object, text: string): void
  /** Words for people only; nothing with --json. */
  text(text: string): void
  /** With --json a row `{progress}` on stdout, else a line on stderr that is redrawn on a terminal. */
  progress(progress: Progress): void
  /** A remark on stderr. */
  note(text: string): void
}

type Stream = { write(text: string): unknown; readonly isTTY?: boolean }

const plainLineEveryMs = 2_000

/** The only place that prints. `now` is milliseconds. */
export function createOutput(json: boolean, streams: { stdout: Stream; stderr: Stream }, now: () => number = Date.now): Output {
  const { stdout, stderr } = streams
  let startedAt: number | undefined
  let lastPlainAt = Number.NEGATIVE_INFINITY
  let drawn = false
  const clear = () => {
    if (drawn) stderr.write('\r\x1b[2K')
    drawn = false
  }
  return {
    json,
    row(row, text) {
      clear()
      stdout.write(`${json ? JSON.stringify(row) : text}\n`)
    },
    text(text) {
      clear()
      if (!json) stdout.write(`${text}\n`)
    },
    progress(progress) {
      startedAt ??= now()
      const { done, total, unit, note, series } = progress
      if (json) {
        stdout.write(`${JSON.stringify({ progress: { done, total, unit, ...(note && { note }), ...(series && { series }) } })}\n`)
        return
      }
      const line = formatProgress(progress, now() - startedAt)
      if (stderr.isTTY) {
        stderr.write(`\r\x1b[2K${line}`)
        drawn = true
        return
      }
      if (now() - lastPlainAt < plainLineEveryMs && done !== total) return
      lastPlainAt = now()
      stderr.write(`${line}\n`)
    },
    note(text) {
      clear()
      stderr.write(`${text}\n`)
    },
  }
}
