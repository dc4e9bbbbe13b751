import { foldText } from '../identity/fold.ts'

/**
 * The organisation in the small print. The page's text repeats the picture's label before the name, so "nvidia NVIDIA" is NVIDIA and
 * "alibaba-inc alibaba-inc" alibaba-inc; a name of two words that stand for themselves ("Google DeepMind") stays whole.
 */
export function organizationName(text: string): string {
  const words = text.split(' ')
  const half = words.length / 2
  if (words.length % 2 === 0 && words.slice(0, half).join(' ') === words.slice(half).join(' ')) return words.slice(0, half).join(' ')
  const [label, ...rest] = words
  const name = rest.join(' ')
  return rest.length > 0 && isLabelOf(label, name) ? name : text
}

/** A label is an account name: written as no name is (lower case, hyphens, digits), or it repeats or abbreviates the name. */
function isLabelOf(label: string, name: string): boolean {
  if (!/^[\w.-]+$/.test(label)) return false
  if (/[-_\d]/.test(label) || label === label.toLowerCase()) return true
  const short = letters(label)
  const initials = letters([...name.matchAll(/\b[A-Z]/g)].join(''))
  return letters(name).startsWith(short) || (initials.length > 1 && short.startsWith(initials))
}

function letters(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
}
