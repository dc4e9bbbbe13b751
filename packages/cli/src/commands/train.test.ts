import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadCausalLM, loadStaticEmbedder } from '@offprint/lm'
import { afterAll, beforeAll, expect, it } from 'vitest'

const bin = resolve(import.meta.dirname, '../../bin/offprint.mjs')
let home = ''

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'offprint-train-'))
  const words = ['cat', 'dog', 'bird', 'sees', 'the', 'a']
  const text = (length: number, seed: number) => Array.from({ length }, (_, i) => words[(i * i + seed * (i + 1)) % words.length]).join(' ')
  const rows = Array.from({ length: 600 }, (_, i) => JSON.stringify({ id: i, title: text(3, i), abstract: text(40, i) }))
  writeFileSync(join(home, 'papers.jsonl'), rows.join('\n'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const arguments_ = (...rest: string[]) => [bin, 'train', join(home, 'papers.jsonl'), '--json', ...rest]
const environment = () => ({ ...process.env, OFFPRINT_HOME: home })

function train(...rest: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, arguments_(...rest), { encoding: 'utf8', env: environment() })
  return {
    status,
    stderr,
    rows: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }
}

const small = ['--fields', 'abstract', '--vocab', '300', '--held-out', '3']

it('stops on Ctrl-C with exit code 130; the same command goes on with a row a step and the growing curve, to a model that loads', async () => {
  const flags = [...small, '--steps', '4', '--out', join(home, 'nano')]
  const child = spawn(process.execPath, arguments_(...flags), { env: environment() })
  child.stdout.on('data', (text) => String(text).includes('"step":1,') && child.kill('SIGINT'))
  const code = await new Promise((ended) => child.on('close', ended))
  expect(code).toBe(130)
  expect(existsSync(join(home, 'nano'))).toBe(false)

  const { status, rows } = train(...flags)
  expect(status).toBe(0)
  const steps = rows.filter(({ type }) => type === 'step').map(({ step }) => step)
  expect(steps.at(-1)).toBe(4)
  expect(steps[0]).toBeGreaterThan(1)
  const curves = rows.flatMap(({ progress }) => (progress?.series ? [progress.series.lines[0].points.length] : []))
  expect(curves).toEqual(steps.map((_, i) => i + 1))
  const { trained } = rows.at(-1)
  expect(trained).toMatchObject({ heldOut: { bitsPerByte: expect.any(Number) }, baselines: { sameTokens: expect.any(Object) } })
  using model = await loadCausalLM(trained.folder, { precision: 'exact' })
  expect(model).toMatchObject({ sha256: trained.sha256, sizes: { layerCount: 4 } })
}, 60_000)

it('trains a sentence embedder with its own preset', async () => {
  const { status, rows } = train('--preset', 'embedder', '--out', join(home, 'embedder'))
  expect(status).toBe(0)
  expect(rows.at(-1).trained.heldOut.embedder.n).toBe(30)
  expect((await loadStaticEmbedder(join(home, 'embedder'))).dimension).toBe(128)
})

it('says what is wrong with the file, the field and the preset', () => {
  expect(train('--fields', 'body', '--out', join(home, 'x'))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/line 1 has no text in the field "body"/),
  })
  expect(train('--preset', 'huge', '--out', join(home, 'x'))).toMatchObject({ status: 2 })
})
