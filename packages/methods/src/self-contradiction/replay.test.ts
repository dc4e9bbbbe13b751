import { openDataSet } from '@offprint/lab'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { needs } from './experiment.ts'
import { replayDetection, replayRevision } from './replay.ts'
import { dataSetOf, smallRelease } from './testing/small-release.ts'

it('revises a recorded round through our own rounds', async () => {
  expect(await replayRevision(smallRelease(), 'm2')).toEqual([{ id: 'ada_town/0', text: 'Ada was founded. It has 12 mills.' }])
})

it('says which pair has no transcript', async () => {
  const data = smallRelease()
  const paths = data.paths.filter((path) => path.startsWith('test/test/sentences'))
  const other = 'output/test/chatgpt/chatgpt/s3/test_m3/other.iclr9113'
  const without = dataSetOf({ ...Object.fromEntries(paths.map((path) => [path, data.text(path)])), [other]: '' })
  await expect(replayDetection(without, 'chatgpt', 'chatgpt')).rejects.toThrow('lack the pair ada_town/0_0_0.txt')
})

it(
  'asks ten conclusions of every pair but the 17 whose sentences are equal',
  requires('shared', async () => {
    const data = await openDataSet(needs.data!.chatprotect, { mirror: sharedPath('mirror') })
    const judged = await replayDetection(data, 'chatgpt', 'chatgpt')
    expect(judged).toHaveLength(1401)
    expect(judged.filter(({ detection }) => detection.votes.length === 10)).toHaveLength(1384)
    expect(judged.filter(({ detection }) => detection.explanation === '')).toHaveLength(17)
  }),
)
