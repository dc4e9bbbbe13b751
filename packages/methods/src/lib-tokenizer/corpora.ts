import type { DataSet } from '../contract.ts'

/** Whole texts by their use: settings were chosen on `development`, figures come from `heldOut`. */
export type Corpus = { readonly training: readonly string[]; readonly development: readonly string[]; readonly heldOut: readonly string[] }

/** The 5,931 different utterances of the Bernstein-Ratner corpus, each as its words. */
export function readUtterances(text: string): string[][] {
  return [...new Set(text.split('\n'))].map((line) => line.split(' ').filter(Boolean)).filter((words) => words.length > 0)
}

/** The 124 addresses of US presidents: every fourth held out, every fourth for development. */
export function readSpeeches(data: DataSet): Corpus {
  return splitCorpus(
    data
      .text(data.paths[0])
      .split(/^=== .*\n/m)
      .filter((speech) => speech.trim()),
  )
}

/** The 48 Chinese articles of XQuAD split as above, and the Universal Declaration of Human Rights to learn from. */
export function readChinese(questions: DataSet, declaration: DataSet): Corpus {
  const articles = new Map<string, string>()
  for (const row of readRows<{ lang: string; article: string; context: string }>(questions)) {
    if (row.lang === 'zh') articles.set(row.article, `${articles.get(row.article) ?? ''}${row.context}\n`)
  }
  const rights = readRows<{ name: string; text: string }>(declaration).filter((row) => row.name === 'cmn_hans')
  const corpus = splitCorpus([...articles.values()])
  return { ...corpus, training: [...corpus.training, ...rights.map((row) => row.text)] }
}

function splitCorpus(texts: readonly string[]): Corpus {
  const everyFourth = (from: readonly number[]) => texts.filter((_, i) => from.includes(i % 4))
  return { training: everyFourth([2, 3]), development: everyFourth([1]), heldOut: everyFourth([0]) }
}

function readRows<T>(data: DataSet): T[] {
  return data
    .text(data.paths[0])
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}
