import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { executeJob, type JobEnd, type JobWork, type Result } from '@offprint/lab'
import { sharedPath } from '@offprint/tools/needs'
import { describe, expect, it, type TestContext } from 'vitest'
import { z } from 'zod'

import type { Claim, Figure, FigureLookup, Uses } from './contract.ts'
import { type MethodFolder, readRegistry } from './registry.ts'

/** Every method, whoever wrote it: its card is complete, its example runs, its smoke size ends in figures, every claim has a verdict. */

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/
const verdicts = ['holds', 'partly', 'fails', 'not testable here']
const reservedNames = ['model', 'size', 'seed', 'json', 'limit', 'help']
const resultsFolder = resolve(import.meta.dirname, '../../../results')

const home = mkdtempSync(join(tmpdir(), 'offprint-every-'))
const inShared = (path: string) => (existsSync(sharedPath(path)) ? sharedPath(path) : undefined)

/** Runs a job as the lab does, and skips the test where its data or model is not on this machine. */
async function run(context: TestContext, work: JobWork): Promise<JobEnd> {
  // No cache: the tests fetch nothing.
  const places = { mirror: inShared('mirror'), dataFolder: inShared('data') }
  const modelSource = new URL('../../lab/src/models/installed.ts', import.meta.url).href
  const models = { home, dataFolder: places.dataFolder, environment: {} }
  const job = { work, model: null, settings: { methods: null, places, modelSource, models } }
  const end = await executeJob(job, { onProgress: () => undefined }, new AbortController().signal)
  if (end.end === 'failed' && end.code === 'missing-data') context.skip('needs ../shared')
  if (end.end === 'failed' && end.code === 'missing-model') context.skip('needs a model that is not installed')
  return end
}

function recordedFigures(slug: string, experiment: string): string[] {
  const folder = join(resultsFolder, slug)
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith(`${experiment}-`)) : []
  return files.flatMap((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Result).figures.map(({ id }) => id))
}

const methods = await readRegistry()

describe.each(methods.map((method) => [method.slug, method] as const))('%s', (slug, method) => {
  it('has a complete card', () => checkCard(method))
  it('decides every claim by a verdict, and none without figures', () => checkVerdicts(method))
  if (method.hasTry) {
    it('asks for a flat form whose example fits it', () => checkForm(method))
    it('runs the example of its form', { timeout: 120_000 }, async (context) => {
      const tryIt = await method.loadTry()
      const end = await run(context, { kind: 'try', slug, input: tryIt!.example })
      expect(end).toMatchObject({ end: 'done', result: { blocks: expect.anything() } })
    })
  }
  if (method.hasExperiments) {
    it('has experiments that its claims and uses name rightly', () => checkExperiments(method))
    it('ends its smoke size in figures, those of its claims among them', { timeout: 300_000 }, (context) => checkSmoke(context, method))
  }
})

function checkCard({ card, hasExperiments }: MethodFolder): void {
  // Only a paper whose method is not written yet may leave its rules open.
  if (hasExperiments) for (const { id, rule } of card.claims) expect(rule, id).not.toHaveProperty('awaits')
  expect(card.arxivId).toMatch(/^\d{4}\.\d{4,5}$/)
  expect(card.published).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(card.title.length).toBeGreaterThan(10)
  expect(card.authorCount).toBeGreaterThan(0)
  expect(card.summary.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeGreaterThanOrEqual(2)
  expect(card.claims.length).toBeGreaterThan(0)
  const ids = card.claims.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const claim of card.claims) checkClaim(claim)
  for (const finding of card.findings ?? []) for (const id of finding.claims) expect(ids).toContain(id)
}

function checkClaim({ id, claim, metric, unit, paper, where, kind, rule }: Claim): void {
  expect(id).toMatch(kebabCase)
  for (const text of [claim, metric, unit, where]) expect(text, id).not.toBe('')
  if (unit === 'share' && paper !== null) expect(paper >= 0 && paper <= 1, `${id}: shares are 0-1`).toBe(true)
  if (paper !== null) expect(Number.isFinite(paper), id).toBe(true)
  expect(kind === null, `${id}: no kind of evidence, and only then the rule says what it would take`).toBe('wouldTake' in rule)
  if ('wouldTake' in rule) expect(rule.wouldTake, id).not.toBe('')
  if ('text' in rule) expect(rule.text, id).not.toBe('')
}

async function checkForm(method: MethodFolder): Promise<void> {
  const { input, example, title } = (await method.loadTry())!
  expect(title).not.toBe('')
  expect(input.strict().safeParse(example).error?.issues ?? []).toEqual([])
  const { properties } = z.toJSONSchema(input, { io: 'input' })
  for (const [name, field] of Object.entries(properties ?? {})) {
    expect(reservedNames, name).not.toContain(name)
    expect(field, `${name} is one value: text, number, boolean or a choice`).not.toMatchObject({
      type: expect.stringMatching(/object|array/),
    })
  }
}

async function checkExperiments(method: MethodFolder): Promise<void> {
  const { needs, checks, experiments } = (await method.loadExperiments())!
  const names = experiments.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  for (const experiment of experiments) {
    expect(experiment.name).toMatch(kebabCase)
    expect(experiment.sizes).toContain('smoke')
    expect(experiment.question).not.toBe('')
  }
  const data = [...experiments, ...checks].flatMap(({ uses }: { uses?: Uses }) => uses?.data ?? [])
  for (const name of data) expect(Object.keys(needs.data ?? {})).toContain(name)
  for (const { rule } of method.card.claims) if ('experiment' in rule) expect(names).toContain(rule.experiment)
}

/** Figures that a run could give: all at one value, with a narrow and a wide interval, and each id at a value of its own. */
function possibleOutcomes(paper: number | null): FigureLookup[] {
  const values = [0, 1e-6, 0.5, 1, 100, 1e6, -1, ...(paper === null ? [] : [paper, paper * 1.2, paper * 0.8])]
  const figure = (id: string, value: number, width: number): Figure => ({
    id,
    value,
    unit: '',
    n: 100,
    interval: { low: value - width, high: value + width, level: 0.95, n: 100 },
  })
  const uneven = (id: string) => figure(id, (id.length % 7) / 7, 0.1)
  return [uneven, ...values.flatMap((value) => [0, 1].map((width) => (id: string) => figure(id, value, width)))]
}

function checkVerdicts({ card }: MethodFolder): void {
  for (const { id, rule, paper } of card.claims) {
    if (!('decide' in rule)) continue
    // A rule may leave a run undecided that is too small for it; what it decides, it decides with a verdict.
    const outcomes = possibleOutcomes(paper).map((figures) => rule.decide(figures))
    const decided = outcomes.filter((verdict) => verdict !== undefined)
    expect(decided.length, `${id}: some figures decide it`).toBeGreaterThan(0)
    for (const verdict of decided) expect(verdicts, id).toContain(verdict)
    expect(
      rule.decide(() => undefined),
      `${id}: without figures there is no verdict`,
    ).toBeUndefined()
  }
}

async function checkSmoke(context: TestContext, method: MethodFolder): Promise<void> {
  const { experiments } = (await method.loadExperiments())!
  for (const { name } of experiments) {
    const end = await run(context, { kind: 'experiment', slug: method.slug, experiment: name, size: 'smoke', seed: 1 })
    expect(end).toMatchObject({ end: 'done' })
    const { figures, claims } = (end as JobEnd & { end: 'done' }).result as Result
    const ids = figures.map(({ id }) => id)
    expect(ids.length, name).toBeGreaterThan(0)
    expect(new Set(ids).size, name).toBe(ids.length)
    for (const { id, value, unit, n } of figures) {
      expect(n, id).toBeGreaterThan(0)
      if (unit === 'share') expect(Math.abs(value) <= 1, `${id} = ${value}: shares, and differences of shares, are at most 1`).toBe(true)
    }
    for (const { verdict } of claims) expect(verdicts).toContain(verdict)
    const known = [...ids, ...recordedFigures(method.slug, name)]
    for (const { rule } of method.card.claims) if ('figure' in rule && rule.experiment === name) expect(known).toContain(rule.figure)
  }
}
