/**
 * Agglomerative clustering by Ward's criterion (1963), as in the paper: starts with every point alone and joins the pair of clusters
 * that raises the sum of squares least, until `count` are left. Gives each point's cluster, numbered 0, 1, … by first appearance.
 */
export function wardClusters(points: readonly ArrayLike<number>[], count: number): number[] {
  if (count < 1 || count > points.length) throw new RangeError(`${points.length} points do not make ${count} clusters`)
  let clusters: Cluster[] = points.map((point, i) => ({ members: [i], centre: Float64Array.from(point) }))
  while (clusters.length > count) {
    const [a, b] = cheapestPair(clusters)
    clusters = [...clusters.filter((cluster) => cluster !== a && cluster !== b), join(a, b)]
  }
  const numbers = points.map((_, i) => clusters.findIndex((cluster) => cluster.members.includes(i)))
  const seen = [...new Set(numbers)]
  return numbers.map((number) => seen.indexOf(number))
}

type Cluster = { readonly members: readonly number[]; readonly centre: Float64Array }

function cheapestPair(clusters: readonly Cluster[]): [Cluster, Cluster] {
  let best: [Cluster, Cluster] = [clusters[0], clusters[1]]
  let least = Number.POSITIVE_INFINITY
  for (const [i, a] of clusters.entries()) {
    for (const b of clusters.slice(i + 1)) {
      const rise = sumOfSquaresRise(a, b)
      if (rise < least) [least, best] = [rise, [a, b]]
    }
  }
  return best
}

/** |a| |b| / (|a| + |b|) · ‖centre a − centre b‖². */
function sumOfSquaresRise(a: Cluster, b: Cluster): number {
  const distance = a.centre.reduce((sum, value, i) => sum + (value - b.centre[i]) ** 2, 0)
  return (distance * a.members.length * b.members.length) / (a.members.length + b.members.length)
}

function join(a: Cluster, b: Cluster): Cluster {
  const [m, n] = [a.members.length, b.members.length]
  return { members: [...a.members, ...b.members], centre: a.centre.map((value, i) => (m * value + n * b.centre[i]) / (m + n)) }
}
