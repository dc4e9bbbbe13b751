import type { RunEvent } from '../pages/run/events.ts'

/** A moment of the run, for its rate: the last few seconds count, not the slow start. */
type Moment = { readonly at: number; readonly done: number }
const rateWindowMs = 8000

/** The rate and the time left as words: `31 tokens/s · 0.4 s left`; empty while there is nothing to measure. */
export function rateText(moments: readonly Moment[], { done, total, unit }: Pick<RunEvent, 'done' | 'total' | 'unit'>): string {
  const first = moments.at(0)
  const last = moments.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < 500 || last.done <= first.done) return ''
  const perSecond = ((last.done - first.done) / (last.at - first.at)) * 1000
  const rate = `${perSecond >= 10 ? Math.round(perSecond).toLocaleString('en-GB') : perSecond.toPrecision(2)} ${unit}/s`
  if (total <= done) return rate
  const seconds = (total - done) / perSecond
  return `${rate} · ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s left`
}

function follow(live: HTMLElement, address: string): void {
  const bar = live.querySelector('progress')
  const text = live.querySelector('.progress-text')
  const plot = live.querySelector('.live-plot')
  let moments: Moment[] = []
  const events = new EventSource(address)
  events.onmessage = ({ data }) => {
    const event = JSON.parse(data) as RunEvent
    moments = [...moments.filter(({ at }) => at > performance.now() - rateWindowMs), { at: performance.now(), done: event.done }]
    if (bar && event.total > 0) {
      bar.max = event.total
      bar.value = event.done
    }
    if (text) text.textContent = [event.text, event.state === 'running' ? rateText(moments, event) : ''].filter(Boolean).join(' · ')
    if (plot && event.plot !== undefined) plot.innerHTML = event.plot
  }
  events.addEventListener('end', () => {
    events.close()
    location.reload()
  })
}

if (typeof document !== 'undefined') {
  for (const live of document.querySelectorAll<HTMLElement>('[data-live-run]')) follow(live, live.dataset.liveRun ?? '')
}
