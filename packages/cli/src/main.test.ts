import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const bin = resolve(import.meta.dirname, '../bin/offprint.mjs')
let home = ''

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'offprint-cli-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string; rows(): Record<string, unknown>[] }

/** Starts the real command in a process of its own, as a person would. */
function offprint(argv: readonly string[], environment: Record<string, string> = {}, input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    encoding: 'utf8',
    input,
    env: { ...process.env, OFFPRINT_HOME: home, ...environment },
  })
  const rows = () =>
    stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { code: status, stdout, stderr, rows }
}

it('prints its version and its help with exit code 0', () => {
  expect(offprint(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  expect(offprint(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('experiment') })
})

it.each([
  ['no verb that exists', ['frobnicate']],
  ['no flag that exists', ['papers', '--colour', 'red']],
  ['a limit that is none', ['papers', '--limit', '0']],
  ['a day that is none', ['papers', '--date', '2025-13-40']],
  ['a verb without its argument', ['search']],
  ['a size that is none', ['experiment', 'lib-tokenizer', '--size', 'huge']],
  ['a method that is none', ['try', 'no-such-paper']],
])('exits 2 and says what is wrong for %s', (_, argv) => {
  const { code, stderr, stdout } = offprint(argv)
  expect(code).toBe(2)
  expect(stderr.length).toBeGreaterThan(10)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(stdout).toBe('')
})

it('says in one line that an older Node will not do', (context) => {
  const older = spawnSync('sh', ['-c', 'PATH=$(echo "$PATH" | tr ":" "\\n" | grep -v node_modules | paste -sd:) command -v node'], {
    encoding: 'utf8',
  }).stdout.trim()
  const version = older && spawnSync(older, ['--version'], { encoding: 'utf8' }).stdout
  if (!version || Number(version.slice(1).split('.')[0]) >= 24) context.skip('needs an older Node on the machine')
  const { status, stderr } = spawnSync(older, [bin, 'papers'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^offprint needs Node 24/)])
})

it('imports a file, lists it and finds it, one JSON object a row', () => {
  const file = join(home, 'two.jsonl')
  const papers = [
    {
      id: '2401.00001',
      title: 'Sparse kites over quiet water',
      abstract: 'We fly sparse kites.',
      authors: ['Ada Lund'],
      published: '2024-01-02',
      src: 'arxiv-daily',
    },
    {
      id: '2401.00002',
      title: 'On the length of afternoons',
      abstract: 'Afternoons are long.',
      authors: ['Bo Chen'],
      published: '2024-01-03',
      src: 'arxiv-daily',
    },
  ]
  writeFileSync(file, `${papers.map((paper) => JSON.stringify(paper)).join('\n')}\nnot json\n`)
  const first = offprint(['import', file, '--json'])
  expect(first.code).toBe(0)
  expect(first.rows().at(-1)).toMatchObject({ added: 2, changed: 0, unchanged: 0, failed: 1 })
  expect(first.rows()).toContainEqual({ at: expect.any(String), reason: expect.any(String) })
  expect(offprint(['import', file, '--json']).rows().at(-1)).toMatchObject({ added: 0, changed: 0, unchanged: 2, failed: 1 })
  const found = offprint(['search', 'sparse', 'kites', '--json'])
  expect(found.rows()[0]).toMatchObject({
    id: '2401.00001',
    authors: ['Ada Lund'],
    authorCount: 1,
    runnable: false,
    score: expect.any(Number),
    snippet: expect.stringContaining('**'),
  })
  expect(offprint(['papers', '--date', '2024-01-03', '--json']).rows()).toMatchObject([
    { id: '2401.00002', title: 'On the length of afternoons' },
  ])
  expect(offprint(['papers', '--json']).rows()).toHaveLength(2 + 47)
})

it('exits 1 with a plain reason where a file or a folder cannot be used', () => {
  const missing = offprint(['import', join(home, 'no-such-file.txt')])
  expect(missing.code).toBe(1)
  expect(missing.stderr).toMatch(/no-such-file\.txt/)
  const blocked = offprint(['papers'], { OFFPRINT_HOME: join(home, 'two.jsonl', 'below-a-file') })
  expect(blocked.code).toBe(1)
  expect(blocked.stderr).toMatch(/OFFPRINT_HOME|folder/)
})

it('does not complain when the reader of its output goes away', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" papers --json | head -n 1 >/dev/null`], {
    encoding: 'utf8',
    env: { ...process.env, OFFPRINT_HOME: home },
  })
  expect(status).toBe(0)
  expect(stderr).not.toMatch(/EPIPE/)
})

it('serves until it is stopped, then ends within two seconds', async () => {
  const server = spawn(process.execPath, [bin, 'serve', '--json'], { env: { ...process.env, OFFPRINT_HOME: home, PORT: '0' } })
  const address = await new Promise<string>((found, fail) => {
    server.stdout.once('data', (line: Buffer) => found((JSON.parse(line.toString().split('\n')[0]) as { address: string }).address))
    server.once('exit', (code) => fail(new Error(`ended with ${code} before it served`)))
  })
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  const stoppedAt = Date.now()
  const ended = new Promise<number | null>((done) => server.once('exit', done))
  server.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(Date.now() - stoppedAt).toBeLessThan(2_000)
})

it('names the port that is taken and what to do', async () => {
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  const { port } = taken.address() as { port: number }
  const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((done) => {
    const child = spawn(process.execPath, [bin, 'serve'], { env: { ...process.env, OFFPRINT_HOME: home, PORT: String(port) } })
    let text = ''
    child.stderr.on('data', (piece: Buffer) => {
      text += piece
    })
    child.once('exit', (exit) => done({ code: exit, stderr: text }))
  })
  taken.close()
  expect(code).toBe(1)
  expect(stderr).toContain(String(port))
  expect(stderr).toMatch(/PORT/)
})
