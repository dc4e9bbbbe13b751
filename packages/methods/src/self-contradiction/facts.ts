/** What a sentence says, as the paper's triples: who or what, the relation, and the rest. */
export type Fact = { readonly subject: string; readonly predicate: string; readonly object: string }

/**
 * Takes the facts out of a sentence of live text: clauses are cut at commas and conjunctions before a verb, each clause at its verb
 * group, and what follows at prepositions before a name or a number, so that every date and place is a fact of its own.
 * The paper uses CompactIE, a trained extractor whose weights are not to be had; this shallow one knows common English verbs only.
 * A sentence without a verb that it knows gives none, and is then not checked. At most `limit` facts.
 *
 * @example
 * extractFacts('She was born in Lyon in 1902 and moved to Oran.')
 * // She · was born · in Lyon; She · was born · in 1902; She · moved · to Oran
 */
export function extractFacts(sentence: string, limit = 6): Fact[] {
  const facts: Fact[] = []
  let subject = ''
  for (const clause of splitClauses(sentence.trim().replace(/[.!?]+["”’)]*$/, ''))) {
    const parts = splitAtVerb(clause)
    // "The firm, which was founded in …": the name stands in a clause of its own.
    if (!parts && subject === '') subject = cleanSubject(clause)
    if (!parts) continue
    subject = cleanSubject(parts.subject) || subject
    if (subject === '') continue
    for (const object of splitObject(parts.object)) facts.push({ subject, predicate: parts.predicate, object })
  }
  return facts.slice(0, limit)
}

const auxiliary = /^(?:is|was|are|were|be|been|being|am|has|have|had|does|did|do|will|would|can|could|may|might|must|shall|should)$/
const adverb = /^(?:not|also|later|then|still|first|now|currently|often|never|always|soon|eventually|subsequently|\p{Ll}+ly)$/u
const irregular = new Set(
  (
    'became began begins born bought brought built came chose died drew fell felt fought found gave gives got grew grown held kept knew ' +
    'known laid led leads left lies lost made makes meant met paid plays ran reached read rose said sang saw sent served set seen sold ' +
    'spent spoke stands stood studied taught takes thought told took understood went wins won works wrote written writes include includes ' +
    'contains covers features hosts serves owns holds remains received receives'
  ).split(' '),
)
const leadingWords = /^(?:and|but|who|which|that|where|when|while|as well as|then)\s+/i

/** Small words that may follow a verb at once; "of" and "as" follow nouns as often. */
const afterVerb = /^(?:a|an|the|to|for|in|on|at|by|with|from|into|about|his|her|its|their|some|several|many|numerous)$/i
const nounPhrase = /^(?:the|a|an|his|her|its|their|this|these|most|highly|of|in|for|with|by)$/i

/** -ed words count as verbs unless a word that opens a noun phrase stands before them ("the united team"). */
function isVerb(word: string, before: string | undefined): boolean {
  const lower = word.toLowerCase().replace(/,$/, '')
  if (word !== lower && word !== `${lower},`) return false
  if (auxiliary.test(lower) || irregular.has(lower)) return true
  return lower.length > 4 && lower.endsWith('ed') && !nounPhrase.test(before ?? '')
}

/** "exports a range", "aims to": taken for a verb only where a clause has no surer one. */
function mayBePresent(words: readonly string[], at: number): boolean {
  return at > 0 && /^\p{Ll}{2,}[^s\P{Ll}]s$/u.test(words[at]) && !nounPhrase.test(words[at - 1]) && afterVerb.test(words[at + 1] ?? '')
}

function splitClauses(sentence: string): string[] {
  const pieces = sentence.split(/(?:;\s+|,?\s+(?:and|but)\s+|,\s+(?=(?:who|which|where|and|but)\s))/)
  const clauses: string[] = []
  for (const piece of pieces) {
    if (clauses.length === 0 || opensClause(piece.replace(leadingWords, '').split(/\s+/))) clauses.push(piece.trim())
    else clauses[clauses.length - 1] += ` and ${piece.trim()}`
  }
  return clauses
}

/** A verb at once ("and moved to"), or after a subject of one word ("and he died"); "flawed character" is a noun phrase. */
function opensClause([first, second = '', third = '']: readonly string[]): boolean {
  const sure = (word: string, next: string) =>
    isVerb(word, undefined) && (!word.endsWith('ed') || afterVerb.test(next) || adverb.test(next))
  return sure(first, second) || sure(second, third)
}

function splitAtVerb(clause: string): Fact | undefined {
  const words = clause.replace(leadingWords, '').split(/\s+/)
  const sure = words.findIndex((word, i) => isVerb(word, words[i - 1]))
  const first = sure < 0 ? words.findIndex((_, i) => mayBePresent(words, i)) : sure
  if (first < 0) return undefined
  let end = first + 1
  while (end < words.length && continuesVerb(words, end)) end++
  return { subject: words.slice(0, first).join(' '), predicate: words.slice(first, end).join(' '), object: words.slice(end).join(' ') }
}

function continuesVerb(words: readonly string[], at: number): boolean {
  if (adverb.test(words[at])) return true
  const afterAuxiliary = auxiliary.test(words[at - 1]) || adverb.test(words[at - 1])
  return afterAuxiliary && (isVerb(words[at], undefined) || /^\p{Ll}{3,}ing$/u.test(words[at]))
}

/** "In 1990, the league" → "the league": what stands before the last comma is an adverbial, unless it encloses the name. */
function cleanSubject(subject: string): string {
  const opening = subject.match(
    /^(?:In|On|At|After|During|By|From|Since|Before|As|With|Through|Throughout|Over|Despite|Under|Today|However|Moreover|Additionally)\b[^,]*,\s+(.+)$/,
  )
  return (opening?.[1] ?? subject).replace(/,$/, '').trim()
}

const beforeNameOrNumber = /,?\s+(?=(?:in|on|at|from|to|for|by|until|since|between|during|as)\s+(?:the\s+|a\s+|an\s+)?(?:\p{Lu}|\d))/u

function splitObject(object: string): string[] {
  return object
    .split(beforeNameOrNumber)
    .map((part) => part.replace(/,$/, '').trim())
    .filter((part) => part !== '')
}
