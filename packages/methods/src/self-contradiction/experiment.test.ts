import { openDataSet } from '@offprint/lab'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import type { Experiment, Figures, RunContext } from '../contract.ts'
import { createRandom } from '../random.ts'
import { card } from './card.ts'
import { checks, experiments, needs } from './experiment.ts'

async function contextOf(): Promise<RunContext> {
  const data = await openDataSet(needs.data!.chatprotect, { mirror: sharedPath('mirror') })
  const none = () => {
    throw new Error('a replay asks no model')
  }
  return { data: () => data, chat: none, embedder: none, random: createRandom(0), signal: new AbortController().signal }
}

async function finish(experiment: Experiment, context: RunContext): Promise<Figures> {
  const run = experiment.run('smoke', 0, context)
  for (;;) {
    const next = await run.next()
    if (next.done) return next.value
  }
}

it(
  'reproduces every recorded figure: detection, revision, removal and prevalence',
  requires('shared', async () => {
    const context = await contextOf()
    const missed: string[] = []
    for (const { name, expected, tolerance, run } of checks) {
      const measured = await run(context)
      if (Math.abs(measured - expected) > tolerance) missed.push(`${name}: ${measured} for ${expected}`)
    }
    expect(missed).toEqual([])
    expect(checks.length).toBeGreaterThan(60)
  }),
  60_000,
)

it(
  'gives every claim that can be tested a verdict, and the controls fail',
  requires('shared', async () => {
    const context = await contextOf()
    const runs = new Map<string, Figures>()
    for (const experiment of experiments) runs.set(experiment.name, await finish(experiment, context))
    const figure = (experiment: string, id: string) => runs.get(experiment)!.figures.find((one) => one.id === id)
    const verdicts = card.claims.flatMap(({ id, rule }) =>
      'decide' in rule ? [[id, rule.decide((name: string) => figure(rule.experiment, name))]] : [],
    )
    expect(Object.fromEntries(verdicts)).toEqual({
      precision: 'fails',
      recall: 'holds',
      'iclr-precision': 'holds',
      'iclr-recall': 'holds',
      'iclr-f1': 'holds',
      'gpt4-accurate': 'holds',
      'vicuna-struggles': 'holds',
      frequent: 'holds',
      'share-of-sentences': 'holds',
      unverifiable: 'partly',
      reduced: 'holds',
      informative: 'holds',
      fluent: 'holds',
    })
    expect(figure('detection', 'shuffled-verdicts-f1')!.value).toBeLessThan(0.2)
    expect(figure('detection', 'lexical-rule-f1')!.value).toBeLessThan(0.5)
    const control = figure('prevalence', 'chatgpt-control-less-control')!.interval!
    expect(control.low < 0 && control.high > 0).toBe(true)
    expect(figure('revision', 'bits-per-character-shuffled')!.value).toBeGreaterThan(
      figure('revision', 'bits-per-character-written')!.value + 0.3,
    )
  }),
  60_000,
)
