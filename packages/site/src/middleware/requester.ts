import type { SiteContext } from '../site.ts'

/**
 * Who asks: the address at the other end of the socket, `loopback` for this machine. Forwarding headers are not read, for
 * anybody can write them.
 */
export function requesterOf(c: SiteContext): string {
  const address = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1'
  return isLoopback(address) ? 'loopback' : address
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
