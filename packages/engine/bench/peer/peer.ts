import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One piece of work for the peer: `products` of square matrices, or a `training` step. The peer keeps what it made for it. */
export type Order =
  | { readonly work: 'products'; readonly count: number; readonly threads: number }
  | {
      readonly work: 'training'
      readonly sizes: object
      readonly attention: 'fused' | 'plain'
      readonly batch: number
      readonly length: number
      readonly threads: number
    }
  | {
      readonly work: 'adapters'
      readonly kind: 'lora' | 'prefix'
      readonly batch: number
      readonly length: number
      readonly threads: number
    }

export type Answer = { readonly ms: number; readonly peakMB: number }

/** The peer has PyTorch, though not a package that this work needs. */
export class PeerLacks extends Error {}

/** PyTorch in a Python process of its own, which works only while it is asked. */
export class Peer implements Disposable {
  readonly version: string
  private readonly process: ChildProcess
  private readonly lines: AsyncIterator<string>

  private constructor(process: ChildProcess, lines: AsyncIterator<string>, version: string) {
    this.process = process
    this.lines = lines
    this.version = version
  }

  /** undefined where `OFFPRINT_PYTHON`, or python3, cannot import torch. */
  static async start(): Promise<Peer | undefined> {
    const python = process.env.OFFPRINT_PYTHON ?? 'python3'
    const child = spawn(python, [join(import.meta.dirname, 'peer.py')], { stdio: ['pipe', 'pipe', 'ignore'] })
    child.on('error', () => undefined) // no such program: the loop below then meets the end of its output
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const first = await lines.next()
    return first.done ? undefined : new Peer(child, lines, JSON.parse(first.value).version)
  }

  async ask(order: Order): Promise<Answer> {
    this.process.stdin?.write(`${JSON.stringify(order)}\n`)
    const { done, value } = await this.lines.next()
    if (done) throw new Error(`the peer ended while it worked on ${JSON.stringify(order)}`)
    const answer = JSON.parse(value)
    if ('missing' in answer) throw new PeerLacks(answer.missing)
    return answer
  }

  [Symbol.dispose](): void {
    this.process.kill()
  }
}
