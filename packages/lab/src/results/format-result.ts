import type { Result } from '../lab.ts'

/** As wide as the project's code, so that a figure or a point stands on one line and a change shows as one line. */
const lineWidth = 140

/** A result as the text of its file: keys in the order of the type, two spaces, whatever fits on one line kept there. */
export function formatResult(result: Result): string {
  return `${formatValue(ordered(result), '')}\n`
}

function ordered(result: Result): Result {
  const {
    slug,
    experiment,
    kind,
    size,
    seeds,
    code,
    model,
    data,
    machine,
    startedAt,
    durationMs,
    figures,
    claims,
    series,
    blocks,
    command,
  } = result
  return {
    slug,
    experiment,
    kind,
    size,
    seeds,
    code,
    model,
    data,
    machine,
    startedAt,
    durationMs,
    figures,
    claims,
    series,
    blocks,
    command,
  }
}

function formatValue(value: unknown, indent: string): string {
  const short = JSON.stringify(value)
  const isTop = indent === ''
  if (value === null || typeof value !== 'object' || (!isTop && indent.length + short.length <= lineWidth)) return short
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map((item) => inner + formatValue(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${formatValue(item, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}
