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

/** A text with marked passages and, under it, each passage with its label, score and note. Overlapping spans are marked where the first of them runs. */
export function SpanView({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  return (
    <div class="span-view">
      <p class="tokens">
        {cut(text, spans).map(({ piece, span, number }) =>
          span === undefined ? (
            piece
          ) : (
            <mark class={`span ${span.tone}`}>
              {piece}
              <sup>
                <span class="unseen">{span.label}, note </span>
                {number}
              </sup>
            </mark>
          ),
        )}
      </p>
      {spans.length > 0 && (
        <TableView
          columns={[
            { name: 'no.' },
            { name: 'passage' },
            { name: 'label' },
            ...(hasScores(spans) ? [{ name: 'score' }] : []),
            { name: 'note' },
          ]}
          rows={inOrder(spans).map((span, index) => [
            String(index + 1),
            text.slice(span.start, span.end),
            span.label,
            ...(hasScores(spans) ? [span.score === undefined ? null : quantity(span.score, 'points')] : []),
            span.note ?? null,
          ])}
        />
      )}
    </div>
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

function hasScores(spans: readonly Span[]): boolean {
  return spans.some(({ score }) => score !== undefined)
}
