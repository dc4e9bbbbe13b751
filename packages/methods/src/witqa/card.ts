import type { Card } from '../contract.ts'

export const card = {
  slug: 'witqa',
  arxivId: '2402.13492',
  title: 'Retrieval Helps or Hurts? A Deeper Dive into the Efficacy of Retrieval Augmentation to Language Models',
  published: '2024-02-20',
  authorCount: 4,
  organization: null,
  summary:
    'Asks when looking things up helps a language model, fact by fact: questions are sorted by how common the entity is and how ' +
    'common the entity is together with the relation. Large models know common facts and do better without retrieval there; rare ' +
    'pairs need it. A system that chooses by these counts does better than either.',
  code: 'https://github.com/megagonlabs/witqa',
  claims: [
    {
      id: 'adaptive-retrieval',
      claim: 'Choosing by the counts of entity and relation beats choosing by the entity alone',
      metric: 'accuracy, by both minus by the entity',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'popular-facts',
      claim: 'Larger models recall common facts',
      metric: 'recall of common facts, larger minus smaller model',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'rare-pairs',
      claim: 'On rare pairs of entity and relation retrievers win',
      metric: 'accuracy on rare pairs, with retrieval minus recall',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'popular-relations',
      claim: 'Common relations of rare entities are kept well',
      metric: 'recall of common relations minus rare ones, rare entities',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'ten-models',
      claim: 'It holds for ten models and several retrievers',
      metric: 'models',
      unit: 'models',
      paper: 10,
      where: 'experiments',
      kind: null,
      rule: { wouldTake: 'Ten models up to the largest and the retrievers over Wikipedia.' },
    },
    {
      id: 'data-set',
      claim: 'The data set has 14,837 questions with passages',
      metric: 'questions',
      unit: 'questions',
      paper: 14_837,
      where: 'data description',
      kind: null,
      rule: { wouldTake: 'The data set, whose files are too large for the released copy.' },
    },
  ],
  findings: [
    {
      claims: ['data-set'],
      text: 'The rounds named in its description add up to 14,705 questions, not 14,837.',
    },
  ],
} as const satisfies Card
