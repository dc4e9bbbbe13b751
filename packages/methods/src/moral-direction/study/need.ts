import type { RepositoryData } from '../../contract.ts'

/** The authors' released scores, the human ratings, the verbs and templates, and the toxicity tables of their notebook. */
export const studyData: RepositoryData = {
  repository: 'ml-research/MoRT_NMI',
  commit: '48c2e495154ebc48abb7267a2409954ee4c93347',
  paths: [
    'MoRT/mort/dataMoral.py.json',
    'Supplemental_Material/MoralScore/',
    'Supplemental_Material/UserStudy/',
    'realtoxicityprompts/notebooks_mcm/realtoxicityprompts_results_moral.ipynb.json',
  ],
  licence: 'MIT',
  sha256: 'e4bb86f7731f534d1e9ca113b1bfaddba41baf5496ebbcbd43b181b0b674ac2c',
}
