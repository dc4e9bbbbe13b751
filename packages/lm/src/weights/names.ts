/** How an architecture calls its tensors, and in what published files differ (golden-models' list). */
export type NameRules = {
  /** Of the base model: `model.`, `transformer.`, `bert.`; files of a base model alone leave it out. */
  readonly prefix: string
  /** Tensors that are no parameters: causal masks, rotary buffers, position ids. */
  readonly ignored?: RegExp
}

export type MatchedNames = {
  /** Canonical name → name in the file. */
  readonly found: ReadonlyMap<string, string>
  readonly missing: readonly string[]
  /** Names in the file that nothing asked for, ignored ones left out: a sign of another architecture. */
  readonly unknown: readonly string[]
}

/** Buffers that several architectures leave in their files. */
const buffers =
  /(?:^|\.)(?:attn\.bias|attn\.masked_bias|attention\.bias|attention\.masked_bias|rotary_emb\.inv_freq|position_ids|token_type_ids|causal_mask)$/

/** Finds each wanted parameter among the names of a file: with or without the base model's prefix, norms as weight/bias or gamma/beta. */
export function matchNames(stored: Iterable<string>, wanted: readonly string[], { prefix, ignored }: NameRules): MatchedNames {
  const left = new Set(stored)
  const found = new Map<string, string>()
  const missing: string[] = []
  for (const name of wanted) {
    const alias = aliases(name, prefix).find((candidate) => left.has(candidate))
    if (alias === undefined) missing.push(name)
    else {
      found.set(name, alias)
      left.delete(alias)
    }
  }
  return { found, missing, unknown: [...left].filter((name) => !buffers.test(name) && !ignored?.test(name)) }
}

function aliases(name: string, prefix: string): string[] {
  const other = name.startsWith(prefix) ? name.slice(prefix.length) : prefix + name
  const names = prefix === '' ? [name] : [name, other]
  const older = names.map((alias) => alias.replace(/(norm[^.]*)\.weight$/i, '$1.gamma').replace(/(norm[^.]*)\.bias$/i, '$1.beta'))
  return [...names, ...older]
}
