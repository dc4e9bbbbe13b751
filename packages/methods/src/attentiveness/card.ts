import type { Card } from '../contract.ts'

export const card = {
  slug: 'attentiveness',
  arxivId: '2305.14596',
  title: "Attentiveness to Answer Choices Doesn't Always Entail High QA Accuracy",
  published: '2023-05-23',
  authorCount: 5,
  organization: null,
  summary:
    'Measures how much probability a language model gives to the valid choices of a multiple-choice question, and bounds how ' +
    'many answers the rest of the mass could have changed. Showing the choices with one solved example brings nearly all mass to ' +
    'them. Whether the answers get better is a different question, and often they do not.',
  code: 'https://github.com/allenai/revisiting_surface_form_competition',
  claims: [
    {
      id: 'one-example-focuses',
      claim: 'One solved example that lists its choices moves most of the probability onto the valid choices',
      metric: 'probability mass on valid choices, with such an example minus without',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'mass-without-accuracy',
      claim: 'More mass on the valid choices need not mean better accuracy',
      metric: 'accuracy with choices shown minus accuracy without choices, normalised by the prior',
      unit: 'points',
      paper: null,
      where: 'title and abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'competition-is-bounded',
      claim: 'The missing mass can be shown to be too small to change an answer',
      metric: 'questions whose missing mass is below the lead of the best choice',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'choices-can-hurt',
      claim: 'Steering some models towards valid choices lowers their accuracy',
      metric: 'accuracy with choices shown minus without, six models to 175B parameters',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The six models of the paper, up to 175 billion parameters.' },
    },
    {
      id: 'prior-hurts-tuned-models',
      claim: 'Normalising by the prior helps instruction-tuned models less, or harms them',
      metric: 'accuracy with prior normalisation minus without, tuned against base models',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'A pair of a base model and its tuned sibling that are good enough for the three data sets.' },
    },
  ],
} as const satisfies Card
