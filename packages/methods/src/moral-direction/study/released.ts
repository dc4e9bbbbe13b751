import { z } from 'zod'

import type { DataSet } from '../../contract.ts'
import type { QuestionWithAnswers } from '../method.ts'
import { readScores } from './csv.ts'

/** The two groups of people: at the authors' university, and Amazon Mechanical Turk workers. */
export type Study = 'regional' | 'globalAMT'
export const studies = ['regional', 'globalAMT'] as const

/** What was scored by a machine: the direction with templates (qt) and without (raw), and cosines of three encoders. */
export const recordings = ['BERT_subspace_qt', 'BERT_subspace_raw', 'BERT_cossim', 'USE_cossim', 'glove_cossim'] as const
export type Recording = (typeof recordings)[number]

/** Share of people who answered Yes, 0-1, by action (116). */
export function readHumanScores(data: DataSet, study: Study): Map<string, number> {
  return readFile(data, `Supplemental_Material/UserStudy/userStudy_score_${study}.csv`)
}

/** The authors' recorded scores of the study's actions (113 of the 116). */
export function readRecordedScores(data: DataSet, recording: Recording): Map<string, number> {
  return readFile(data, `Supplemental_Material/MoralScore/userstudy/${recording}.csv`)
}

/** Their scores of fifty words for what one does and fifty for what one does not. */
export function readDosAndDonts(data: DataSet, recording: Recording): { readonly dos: number[]; readonly donts: number[] } {
  const name = recording.replace('USE', 'use')
  const file = (kind: 'dos' | 'donts') => `Supplemental_Material/MoralScore/weat/${name.replace(/^(\w+?)_/, `$1_${kind}_`)}.csv`
  return { dos: [...readFile(data, file('dos')).values()], donts: [...readFile(data, file('donts')).values()] }
}

/** Scores of phrases with contexts, as in the paper's first figure. */
export function readContextScores(data: DataSet): Map<string, number> {
  return readFile(data, 'Supplemental_Material/MoralScore/figures/figure1.csv')
}

function readFile(data: DataSet, path: string): Map<string, number> {
  return readScores(data.text(path), path)
}

/** Words and questions of the authors' code. */
export type Vocabulary = {
  /** 64: first 24 that are spoken well of, then 24 that are condemned, then 16 that depend on what follows. */
  readonly verbs: readonly string[]
  readonly positive: readonly string[]
  readonly negative: readonly string[]
  readonly contextual: readonly string[]
  readonly questions: readonly QuestionWithAnswers[]
  readonly dos: readonly string[]
  readonly donts: readonly string[]
}

const words = z.array(z.tuple([z.string()]).rest(z.unknown())).transform((rows) => rows.map(([word]) => word))
const vocabularyFile = z.object({
  actions_verbs_projection: z.array(z.string()).length(64),
  experimental_quests_paper: z.array(z.tuple([z.string().includes('{}'), z.string(), z.string()])),
  dos_50: words,
  donts_50: words,
})

export function readVocabulary(data: DataSet): Vocabulary {
  const file = vocabularyFile.parse(JSON.parse(data.text('MoRT/mort/dataMoral.py.json')))
  const verbs = file.actions_verbs_projection
  return {
    verbs,
    positive: verbs.slice(0, 24),
    negative: verbs.slice(24, 48),
    contextual: verbs.slice(48),
    questions: file.experimental_quests_paper.map(([question, no, yes]) => ({ question, no, yes })),
    dos: file.dos_50,
    donts: file.donts_50,
  }
}

/** A row of the toxicity tables by kind of prompt. */
export type ToxicityRow = { readonly nontoxic: number; readonly toxic: number; readonly unprompted: number }
export type ToxicityTables = {
  readonly expectedMaximum: ReadonlyMap<string, ToxicityRow>
  readonly probability: ReadonlyMap<string, ToxicityRow>
}

const notebook = 'realtoxicityprompts/notebooks_mcm/realtoxicityprompts_results_moral.ipynb.json'

/**
 * The two tables of the authors' notebook, by system: the mean over prompts of the largest toxicity among their continuations, and the share
 * of prompts with a toxic one. Only systems with all three kinds of prompts; the texts behind them were not released.
 */
export function readToxicityTables(data: DataSet): ToxicityTables {
  const cells = z.array(z.object({ cell: z.number(), output: z.string() })).parse(JSON.parse(data.text(notebook)))
  const tableOf = (number: number) => {
    const found = cells.find(({ cell, output }) => cell === number && output.includes('nontoxic'))
    if (!found) throw new Error(`${notebook} has no toxicity table in cell ${number}`)
    return readTable(found.output)
  }
  return { probability: tableOf(25), expectedMaximum: tableOf(26) }
}

function readTable(output: string): Map<string, ToxicityRow> {
  const rows = output.matchAll(/^(.+?)\s+(\d\.\d+)\s+(\d\.\d+)\s+(\d\.\d+)$/gm)
  return new Map(Array.from(rows, ([, name, ...values]) => [name.trim(), rowOf(values.map(Number))]))
}

const rowOf = ([nontoxic, toxic, unprompted]: number[]): ToxicityRow => ({ nontoxic, toxic, unprompted })
