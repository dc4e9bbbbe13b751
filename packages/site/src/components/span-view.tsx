import { quantity } from './quantity.ts'
import { TableView } from './table-view.tsx'

type Span = {
  readonly start: number
  readonly end: number
  readonly label: string
  readonly tone: 'flag' | 'keep' | 'plain'
  readonly score?: number
  readonly note?: string
}

/** Above this many, numbers would hide the text: passages then take turns in shade, and their table is folded away. */
const mostNumbered = 24

/** A text with marked passages, and each passage with its label, score and note in a table under it. */
export function SpanView({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const numbered = spans.length <= mostNumbered
  const table = <SpanTable text={text} spans={spans} />
  return (
    <div class="span-view">
      <p class="tokens">
        {cut(text, spans).map(({ piece, span, number = 0 }) => {
          if (span === undefined) return piece
          return numbered ? <Numbered piece={piece} span={span} number={number} /> : <Shaded piece={piece} span={span} number={number} />
        })}
      </p>
      {spans.length > 0 && numbered && table}
      {!numbered && (
        <details class="numbers">
          <summary>{spans.length} passages</summary>
          {table}
        </details>
      )}
    </div>
  )
}

type Marked = { readonly piece: string; readonly span: Span; readonly number: number }

function Numbered({ piece, span, number }: Marked) {
  return (
    <mark class={`span ${span.tone}`}>
      {piece}
      <sup>
        <span class="unseen">{span.label}, note </span>
        {number}
      </sup>
    </mark>
  )
}

function Shaded({ piece, span, number }: Marked) {
  return <span class={`unit ${span.tone} shade-${number % 2 === 0 ? 1 : 5}`}>{piece}</span>
}

function SpanTable({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const scored = spans.some(({ score }) => score !== undefined)
  return (
    <TableView
      columns={[{ name: 'no.' }, { name: 'passage' }, { name: 'label' }, ...(scored ? [{ name: 'score' }] : []), { name: 'note' }]}
      rows={inOrder(spans).map((span, index) => [
        String(index + 1),
        text.slice(span.start, span.end),
        span.label,
        ...(scored ? [span.score === undefined ? null : quantity(span.score, 'points')] : []),
        span.note ?? null,
      ])}
    />
  )
}

/** The text in pieces, in order; a piece with a span is marked and numbered from 1. Every character comes out once. */
export function cut(text: string, spans: readonly Span[]): { piece: string; span?: Span; number?: number }[] {
  const pieces: { piece: string; span?: Span; number?: number }[] = []
  let end = 0
  for (const [index, span] of inOrder(spans).entries()) {
    const start = Math.max(end, Math.min(span.start, text.length))
    const stop = Math.min(span.end, text.length)
    if (stop <= start) continue
    if (start > end) pieces.push({ piece: text.slice(end, start) })
    pieces.push({ piece: text.slice(start, stop), span, number: index + 1 })
    end = stop
  }
  if (end < text.length) pieces.push({ piece: text.slice(end) })
  return pieces
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort((one, other) => one.start - other.start || other.end - one.end)
}
