import type { Block } from '@offprint/lab'

/** A piece of a result as plain text for a terminal. */
export function blockText(block: Block): string {
  const body = bodyText(block)
  return block.title ? `${block.title}\n${body}` : body
}

function bodyText(block: Block): string {
  switch (block.type) {
    case 'text':
      return block.text
    case 'tokens':
      return `${block.tokens.map(({ text, score }) => `${text}[${score.toPrecision(3)}]`).join(' ')}\n(${block.scale})`
    case 'spans':
      return block.spans
        .map(
          ({ start, end, label, score, note }) =>
            `[${label}${score === undefined ? '' : ` ${score.toPrecision(3)}`}] ${block.text.slice(start, end)}${note ? `\n    ${note}` : ''}`,
        )
        .join('\n')
    case 'diff':
      return `- ${block.before}\n+ ${block.after}`
    case 'table':
      return tableText(
        block.columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
        block.rows,
      )
    case 'series':
      return block.series.lines.map(({ name, points }) => `${name}: ${points.map(([x, y]) => `${x}, ${y}`).join(' · ')}`).join('\n')
    case 'image':
      return `(picture: ${block.alt})`
    case 'file':
      return `${block.name}, ${Buffer.byteLength(block.text)} bytes: its text is in the JSON result (--json)`
  }
}

function tableText(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [
    head,
    ...rows.map((row) =>
      row.map((cell) => (cell === null ? '–' : typeof cell === 'number' && !Number.isInteger(cell) ? cell.toPrecision(4) : String(cell))),
    ),
  ]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
