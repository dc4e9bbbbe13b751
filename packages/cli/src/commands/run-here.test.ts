import type { Run } from '@offprint/lab'
import { expect, it } from 'vitest'
import type { Context } from '../verb.ts'
import { endOf } from './run-here.ts'

function end(run: Partial<Run>, signal = new AbortController().signal) {
  const notes: string[] = []
  const code = endOf({ output: { note: (text: string) => notes.push(text) }, signal } as unknown as Context, run as Run)
  return [code, ...notes]
}

it('gives each end of a run its exit code and says why', () => {
  expect(end({ state: 'done' })).toEqual([0])
  expect(end({ state: 'cancelled' })).toEqual([130, 'Cancelled.'])
  expect(end({ state: 'failed', error: 'The text is too short.' })).toEqual([1, 'The text is too short.'])
  expect(end({ state: 'interrupted', error: null })).toEqual([1, 'The run ended interrupted.'])
})

it('takes a run that ended otherwise after Ctrl-C for cancelled', () => {
  expect(end({ state: 'failed', error: 'stopped' }, AbortSignal.abort())).toEqual([130, 'Cancelled.'])
})
