import { expect, it } from 'vitest'
import type { SiteContext } from '../site.ts'
import { requesterOf } from './requester.ts'

const from = (remoteAddress: string) => requesterOf({ env: { incoming: { socket: { remoteAddress } } } } as unknown as SiteContext)

it('names this machine by one word and others by their address', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.53', '203.0.113.7', '2001:db8::1'].map(from)).toEqual([
    'loopback',
    'loopback',
    'loopback',
    '203.0.113.7',
    '2001:db8::1',
  ])
})

it('takes a test that asks the app directly for this machine', () => {
  expect(requesterOf({} as SiteContext)).toBe('loopback')
})
