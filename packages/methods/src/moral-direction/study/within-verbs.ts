/** The verb of an action: its first word. */
export const verbOf = (action: string): string => action.split(' ')[0]

/**
 * Takes each verb's mean off its actions' values: what is left says what the words after the verb change. Actions whose verb stands
 * alone in the list are left out; gives the kept indices and their values.
 */
export function centreWithinVerbs(
  actions: readonly string[],
  values: readonly number[],
): { readonly kept: number[]; readonly values: number[] } {
  const groups = Map.groupBy(actions.keys(), (i) => verbOf(actions[i]))
  const kept = [...actions.keys()].filter((i) => groups.get(verbOf(actions[i]))!.length > 1)
  const meanOf = (indices: readonly number[]) => indices.reduce((sum, i) => sum + values[i], 0) / indices.length
  return { kept, values: kept.map((i) => values[i] - meanOf(groups.get(verbOf(actions[i]))!)) }
}
