import type { Child } from 'hono/jsx'

/** Something a reader should know before the rest: what happened, and what to do. */
export function Notice({
  title,
  children,
  tone = 'plain',
}: {
  readonly title: string
  readonly children?: Child
  readonly tone?: 'plain' | 'fails'
}) {
  return (
    <div class={`notice ${tone}`}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
