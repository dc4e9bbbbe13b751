import type { Card } from '../contract.ts'

export const card = {
  slug: 'promptcap',
  arxivId: '2211.09699',
  title: 'PromptCap: Prompt-Guided Image Captioning for VQA with GPT-3',
  published: '2022-11-15',
  authorCount: 6,
  organization: null,
  summary:
    'A captioner that knows the question and describes what will help to answer it; a text-only model then answers from the ' +
    'caption. Its training captions are written by GPT-3 from ordinary captions, question and answer, and kept where the model ' +
    'can answer from them.',
  code: 'https://github.com/Yushi-Hu/PromptCap',
  claims: [
    {
      id: 'question-aware',
      claim: 'Captions that know the question lead to better answers than generic ones',
      metric: 'answer accuracy, prompted minus generic at equal length',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'ok-vqa',
      claim: 'Answers on OK-VQA are 60.4 % right',
      metric: 'VQA accuracy',
      unit: 'share',
      paper: 0.604,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'OFA-large, the images, and the model GPT-3 of 2022.' },
    },
    {
      id: 'a-okvqa',
      claim: 'Answers on A-OKVQA are 59.6 % right',
      metric: 'VQA accuracy',
      unit: 'share',
      paper: 0.596,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'OFA-large, the images, and the model GPT-3 of 2022.' },
    },
    {
      id: 'webqa',
      claim: 'It carries over to WebQA without training there',
      metric: 'accuracy on WebQA',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The trained captioner and WebQA.' },
    },
    {
      id: 'unseen-domains',
      claim: 'It generalises to kinds of question that it was not trained on',
      metric: 'answer accuracy on unseen kinds, prompted minus generic',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
  ],
} as const satisfies Card
