import { expect, it } from 'vitest'

import { entityKey, topicOf } from './entities.ts'

it('gives one key to the three spellings of an entity: folder, transcript and list', () => {
  const spellings = ['Please_tell_me_about_BaileyThompson_House', 'bailey–thompson_house', 'Bailey–Thompson House']
  expect(new Set(spellings.map(entityKey))).toEqual(new Set(['baileythompson_house']))
  expect(entityKey('lütfi_elvan')).toBe(entityKey('Please_tell_me_about_ltfi_elvan'))
})

it('keeps different entities apart and takes the topic out of a prompt', () => {
  expect(entityKey('John Holt (author)')).not.toBe(entityKey('John Holt'))
  expect(topicOf('Please tell me about Homer Simpson')).toBe('Homer Simpson')
})
