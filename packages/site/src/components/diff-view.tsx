type Change = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** What was there and what stands there now, word by word: struck and underlined, so that colour is not needed. */
export function DiffView({ before, after }: { readonly before: string; readonly after: string }) {
  if (before === after) return <p class="quiet">Nothing was changed.</p>
  return (
    <p class="diff">
      {compareWords(before, after).map(({ kind, text }) => {
        if (kind === 'same') return text
        return kind === 'gone' ? <del>{text}</del> : <ins>{text}</ins>
      })}
    </p>
  )
}

/**
 * The words of two texts by their longest common subsequence. Put together without the new ones they give `before`, without the
 * gone ones `after`. Above four million cells the middle is given as gone and new whole: that much is no revision.
 */
export function compareWords(before: string, after: string): Change[] {
  const [old, young] = [words(before), words(after)]
  let head = 0
  while (head < old.length && head < young.length && old[head] === young[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, young.length) - head && old.at(-1 - tail) === young.at(-1 - tail)) tail++
  const [oldMiddle, youngMiddle] = [old.slice(head, old.length - tail), young.slice(head, young.length - tail)]
  return joined([
    ...old.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...compareMiddle(oldMiddle, youngMiddle),
    ...old.slice(old.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ])
}

function compareMiddle(old: readonly string[], young: readonly string[]): Change[] {
  if (old.length * young.length > 4_000_000) return [...old.map(gone), ...young.map(added)]
  const columns = young.length + 1
  // lengths[i, j]: longest common subsequence of old from i and young from j.
  const lengths = new Uint32Array((old.length + 1) * columns)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const best = Math.max(lengths[(i + 1) * columns + j], lengths[i * columns + j + 1])
      lengths[i * columns + j] = old[i] === young[j] ? lengths[(i + 1) * columns + j + 1] + 1 : best
    }
  }
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < young.length) {
    if (old[i] === young[j]) {
      changes.push({ kind: 'same', text: old[i] })
      i++
      j++
    } else if (lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1]) changes.push(gone(old[i++]))
    else changes.push(added(young[j++]))
  }
  return [...changes, ...old.slice(i).map(gone), ...young.slice(j).map(added)]
}

function joined(changes: readonly Change[]): Change[] {
  const result: Change[] = []
  for (const change of changes) {
    const last = result.at(-1)
    if (last?.kind === change.kind) result[result.length - 1] = { kind: last.kind, text: last.text + change.text }
    else result.push(change)
  }
  return result
}

function gone(text: string): Change {
  return { kind: 'gone', text }
}

function added(text: string): Change {
  return { kind: 'new', text }
}

function words(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
}
