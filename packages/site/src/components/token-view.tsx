import { quantity } from './quantity.ts'
import { TableView } from './table-view.tsx'

type Token = { readonly text: string; readonly score: number; readonly note?: string }

const shades = 10

/**
 * A text whose tokens carry a number each: the shade behind a token is its score on the scale stated under the text. A click on
 * a token opens its numbers (island site.ts); the table has them all without scripts.
 */
export function TokenView({ tokens, scale }: { readonly tokens: readonly Token[]; readonly scale: string }) {
  const [low, high] = range(tokens)
  return (
    <div class="token-view">
      <p class="tokens" data-tokens="">
        {tokens.map(({ text, score, note }) => (
          <span class={`token shade-${shadeOf(score, low, high)}`} data-score={quantity(score, 'points')} data-note={note}>
            {text}
          </span>
        ))}
      </p>
      <p class="scale">
        Shade: {scale}, from {quantity(low, 'points')} <span class="token shade-0"> </span>
        <span class="token shade-5"> </span>
        <span class="token shade-10"> </span> to {quantity(high, 'points')}.
      </p>
      <p class="token-numbers" role="status" />
      <details class="numbers" data-token-table="">
        <summary>Numbers</summary>
        <TableView
          columns={[{ name: 'token' }, { name: scale }, { name: 'note' }]}
          rows={tokens.map(({ text, score, note }) => [visible(text), score, note ?? null])}
        />
      </details>
    </div>
  )
}

// Probabilities are shaded on 0-1, so that a text of unlikely tokens stays pale; other scores on their own range.
function range(tokens: readonly Token[]): [number, number] {
  const scores = tokens.map(({ score }) => score).filter(Number.isFinite)
  if (scores.length === 0) return [0, 1]
  const [low, high] = scores.reduce(([least, most], score) => [Math.min(least, score), Math.max(most, score)], [scores[0], scores[0]])
  return low >= 0 && high <= 1 ? [0, 1] : [low, high]
}

function shadeOf(score: number, low: number, high: number): number {
  if (!Number.isFinite(score) || high === low) return 0
  return Math.round(((score - low) / (high - low)) * shades)
}

function visible(text: string): string {
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '␣')
}
