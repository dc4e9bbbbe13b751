/** Rows of two columns, a text and a number in either order, by the text; a header line is passed over. Throws on anything else. */
export function readScores(csv: string, path: string): Map<string, number> {
  const scores = new Map<string, number>()
  for (const [i, line] of csv.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (i === 0 && !/\d/.test(line))) continue
    const cut = line.lastIndexOf(',')
    const [left, right] = [line.slice(0, cut).trim(), line.slice(cut + 1).trim()]
    const numberFirst = isNumber(left) && !isNumber(right)
    const [text, value] = numberFirst ? [right, left] : [left, right]
    if (cut < 0 || !isNumber(value)) throw new Error(`${path}, line ${i + 1}: expected a phrase and a number, got ${JSON.stringify(line)}`)
    scores.set(text, Number(value))
  }
  return scores
}

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text))
