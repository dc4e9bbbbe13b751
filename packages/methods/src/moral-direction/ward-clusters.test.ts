import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { wardClusters } from './ward-clusters.ts'

it('finds two clouds, whatever the order of the points, and numbers them by first appearance', () => {
  const random = createRandom(2)
  const clouds = Array.from({ length: 30 }, (_, i) => ({ far: i % 3 === 0, point: [random.next() + (i % 3 === 0 ? 5 : 0), random.next()] }))
  const expected = clouds.map(({ far }) => (far ? 0 : 1))
  expect(
    wardClusters(
      clouds.map(({ point }) => point),
      2,
    ),
  ).toEqual(expected)
})

it('joins by the rise of the sum of squares: a far single point may stay alone while a near one joins the smaller cluster', () => {
  // 2.6 lies nearer to the pair's centre 0.5 than to 5, and joining the pair raises the sum by 2/3 · 2.1² = 2.94, joining 5 by 1/2 · 2.4² = 2.88.
  expect(wardClusters([[0], [1], [2.6], [5]], 2)).toEqual([0, 0, 1, 1])
})

it('gives as many clusters as asked for, between one and the number of points', () => {
  expect(wardClusters([[0], [1], [2]], 3)).toEqual([0, 1, 2])
  expect(wardClusters([[0], [1], [2]], 1)).toEqual([0, 0, 0])
  expect(() => wardClusters([[0]], 2)).toThrow('1 points do not make 2 clusters')
})
