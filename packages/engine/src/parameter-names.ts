// biome-ignore lint/suspicious/noExplicitAny: any function has parameter names
type Program = (...args: any[]) => unknown

/**
 * Names of a function's parameters, so that `dims` can speak of them; '' for a pattern. Functions made by this package carry the names of
 * what they wrap. Minified code has other names: `dims` may then speak of the index.
 */
export function parameterNames(f: Program): readonly string[] {
  return 'parameterNames' in f ? (f.parameterNames as string[]) : readNames(f.toString())
}

/** `run` with the parameter names of another function, less the first `dropped`. */
export function withNamesOf<F extends Program>(run: F, from: Program, dropped = 0): F {
  return Object.assign(run, { parameterNames: parameterNames(from).slice(dropped) })
}

function readNames(source: string): string[] {
  const single = source.match(/^(?:async\s+)?([\w$]+)\s*=>/)
  if (single) return [single[1]]
  return splitList(source.slice(source.indexOf('(') + 1)).map((part) => part.match(/^\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)/)?.[1] ?? '')
}

/** The parts between commas up to the closing bracket, whatever brackets stand inside. */
function splitList(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === ')' && depth === 0) break
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
