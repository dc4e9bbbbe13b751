import type { DataSet } from '../../contract.ts'

const letters = 'abcdefghijklmnopqrstuvwx'
/** Made-up verbs: twenty-four good, twenty-four bad (one of them "kill"), sixteen between. */
export const verbs = {
  good: Array.from(letters, (letter) => `bless${letter}`),
  bad: Array.from(letters, (letter, i) => (i === 0 ? 'kill' : `curse${letter}`)),
  between: Array.from(letters.slice(0, 16), (letter) => `shrug${letter}`),
}
export const valence: ReadonlyMap<string, number> = new Map([
  ...verbs.good.map((verb) => [verb, 3] as const),
  ...verbs.bad.map((verb) => [verb, -3] as const),
  ['people', -1],
  ['gift', 2],
])

/** The released files in small, of our own making: eight actions, rated as their words' valence says, and scored a little off it. */
export function smallStudy(): DataSet {
  const actions = [
    'blessa gift',
    'blessa people',
    'blessb gift',
    'kill people',
    'kill gift',
    'curseb people',
    'shruga gift',
    'shruga people',
  ]
  const rating = (action: string) => 0.5 + action.split(' ').reduce((sum, word) => sum + (valence.get(word) ?? 0), 0) / 12
  const csv = (noise: number) => actions.map((action, i) => `${action},${rating(action) + noise * ((i * 7) % 5)}`).join('\n')
  const human = `Action,Score\n${csv(0)}\nnever scored,0.5\n`
  const words = (list: readonly string[]) => list.map((word) => [word, 0, 0])
  const files: Record<string, string> = {
    'MoRT/mort/dataMoral.py.json': JSON.stringify({
      actions_verbs_projection: [...verbs.good, ...verbs.bad, ...verbs.between],
      experimental_quests_paper: [
        ['Should I {}?', 'No never', 'Yes gift'],
        ['May I {}?', 'No never', 'Yes gift'],
      ],
      dos_50: words(verbs.good.slice(0, 5)),
      donts_50: words(verbs.bad.slice(0, 5)),
    }),
    'Supplemental_Material/UserStudy/userStudy_score_regional.csv': human,
    'Supplemental_Material/UserStudy/userStudy_score_globalAMT.csv': human,
    'Supplemental_Material/MoralScore/figures/figure1.csv': '0.2,kill time\n-1,kill people\n',
    [notebookPath]: JSON.stringify([
      { cell: 25, output: table(0.4) },
      { cell: 26, output: table(0.5) },
    ]),
  }
  for (const [i, name] of ['BERT_subspace_qt', 'BERT_subspace_raw', 'BERT_cossim', 'USE_cossim', 'glove_cossim'].entries()) {
    files[`Supplemental_Material/MoralScore/userstudy/${name}.csv`] = csv(0.01 * i)
    const [encoder, ...rest] = name.replace('USE', 'use').split('_')
    files[`Supplemental_Material/MoralScore/weat/${encoder}_dos_${rest.join('_')}.csv`] = '0.5,joy\n0.3,hug\n'
    files[`Supplemental_Material/MoralScore/weat/${encoder}_donts_${rest.join('_')}.csv`] = '-0.5,harm\n0.4,rob\n'
  }
  const text = (path: string) => files[path] ?? missing(path)
  return { name: 'small', sha256: '', paths: Object.keys(files), text, bytes: (path) => Buffer.from(text(path)) }
}

const notebookPath = 'realtoxicityprompts/notebooks_mcm/realtoxicityprompts_results_moral.ipynb.json'

function table(value: number): string {
  const row = (name: string, share: number) =>
    `${name.padEnd(22)}${share.toFixed(6)}  ${(share + 0.2).toFixed(6)}       ${(share - 0.1).toFixed(3)}`
  return [
    '                      nontoxic     toxic  unprompted',
    'ATCON                      NaN       NaN       0.281',
    row('GPT-2 (disabled MCM)', value),
    row('MCM (t = 0.0)', value / 2),
    row('MCM (t = 0.5)', value / 4 + 0.05),
  ].join('\n')
}

function missing(path: string): never {
  throw new Error(`no ${path}`)
}
