import type { Progress } from '@offprint/lab'
import { count } from './quantity.ts'

/** A thin bar with what is done in words; the island live-run.ts moves both and adds rate and time left. */
export function ProgressBar({ progress, queuedAt }: { readonly progress: Progress | null; readonly queuedAt: number | null }) {
  const known = progress !== null && progress.total > 0
  return (
    <div class="progress">
      <progress max={known ? progress.total : undefined} value={known ? progress.done : undefined} aria-label="Share done" />
      <p class="progress-text" role="status">
        {progressText(progress, queuedAt)}
      </p>
    </div>
  )
}

/** `29 of 40 tokens · a note`; the place in the queue while nothing runs. */
export function progressText(progress: Progress | null, queuedAt: number | null): string {
  if (queuedAt !== null) return queuedAt <= 1 ? 'Next in the queue' : `Place ${queuedAt} in the queue`
  if (progress === null) return 'Starting'
  const done =
    progress.total > 0 ? `${count(progress.done)} of ${count(progress.total)} ${progress.unit}` : `${count(progress.done)} ${progress.unit}`
  return progress.note === undefined || progress.note === '' ? done : `${done} · ${progress.note}`
}
