import { expect, it } from 'vitest'

import { dataSetOf, smallRelease } from '../testing/small-release.ts'
import { readTranscripts, transcriptKey } from './transcripts.ts'

it('reads explanation and conclusions of plain transcripts, past the lines of failed requests', () => {
  const transcripts = readTranscripts(smallRelease(), 'chatgpt', 'chatgpt')
  expect(transcripts.get(transcriptKey('ada_town', '0_0_0.txt'))).toEqual({
    explanation: 'The years differ.\nBy far.',
    conclusions: ['Yes.', 'Yes, they are.', 'No.'],
  })
  expect(transcripts.get(transcriptKey('ada_town', '0_1_0.txt'))).toEqual({ explanation: '', conclusions: [] })
})

it('reads JSON lines, where a pair ends with its file', () => {
  const lines = [
    'Processing 2 files, writing results to stdout',
    '{"Q": "Explain.", "A": ["They differ."]}',
    '{"Q": "Conclude.", "A": ["Yes.", "No."]}',
    '{"label": "strong", "score": 0.5, "file": "test/test/sentences/llama-2-70b-chat/Please_tell_me_about_Ada_town/m3/0_0_0.txt"}',
    '{"label": "ok", "score": 0, "file": "test/test/sentences/llama-2-70b-chat/Please_tell_me_about_Ada_town/m3/0_0_1.txt"}',
    '{"TP": 0}',
  ]
  const data = dataSetOf({ 'output/test/chatgpt/llama-2-70b-chat/s3/test_m3/Please_tell_me_about_Ada_town.iclr9113': lines.join('\n') })
  expect([...readTranscripts(data, 'chatgpt', 'llama-2-70b-chat')]).toEqual([
    ['ada_town/0_0_0.txt', { explanation: 'They differ.', conclusions: ['Yes.', 'No.'] }],
    ['ada_town/0_0_1.txt', { explanation: '', conclusions: [] }],
  ])
})

it('says which transcripts are missing', () => {
  expect(() => readTranscripts(smallRelease(), 'gpt4', 'chatgpt')).toThrow('holds no transcripts of gpt4 on chatgpt')
})
