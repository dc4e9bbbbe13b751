import type { Card } from '../contract.ts'

export const card = {
  slug: 'cradle',
  arxivId: '2403.03186',
  title: 'Towards General Computer Control: A Multimodal Agent for Red Dead Redemption II as a Case Study',
  published: '2024-03-05',
  authorCount: 16,
  organization: null,
  summary:
    'An agent that sees the screen and presses keys, nothing else. Six modules take turns: gather what is on the screen, reflect ' +
    'on the last action, choose the next task, keep a library of skills written as code, plan the action, and remember. It is ' +
    'tried on the story missions of a large video game.',
  code: 'https://github.com/BAAI-Agents/Cradle',
  claims: [
    {
      id: 'architecture',
      claim: 'Six modules over screen images and key presses finish tasks',
      metric: 'success, with self-reflection minus without, under injected failures',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'skills-accumulate',
      claim: 'Skills written in one episode help in later ones',
      metric: 'success in later episodes minus the first',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'modules',
      claim: 'The framework has six main modules',
      metric: 'modules',
      unit: 'modules',
      paper: 6,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'game-missions',
      claim: 'No agent of its kind before had played through story missions of such a game',
      metric: 'missions finished',
      unit: 'missions',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The game, a screen to play it on and a multimodal model of the GPT-4V class.' },
    },
    {
      id: 'any-task',
      claim: 'One agent can be set on any computer task',
      metric: 'success over many programs',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Many programs on a desktop and a multimodal model of that class.' },
    },
    {
      id: 'little-prior-knowledge',
      claim: 'It needs hardly any prior knowledge of the game',
      metric: 'success with and without game-specific rules in the prompts',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same game with the rules taken out of the prompts.' },
    },
  ],
  findings: [
    {
      claims: ['little-prior-knowledge'],
      text:
        'The released prompts for the game hold rules about it, such as turn angles and moves of one second: that is prior ' + 'knowledge.',
    },
  ],
} as const satisfies Card
