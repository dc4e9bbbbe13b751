import { Template } from '@huggingface/jinja'

/** A message as templates take it; models with tools add fields of their own. */
export type TemplateMessage = { readonly role: string; readonly content: string; readonly [field: string]: unknown }

export type RenderOptions = {
  /** End with what begins the model's answer. Default true. */
  readonly generationPrompt?: boolean
  /** Descriptions of functions, for templates that know tools. */
  readonly tools?: readonly unknown[]
  /** Further variables of the template. */
  readonly variables?: Readonly<Record<string, unknown>>
}

/** From messages to the text that a model was trained on. */
export type ChatTemplate = (messages: readonly TemplateMessage[], options?: RenderOptions) => string

/** A model's chat template that cannot be read, or that refuses a conversation. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly code = 'chat-template'
}

/**
 * The chat template of a model (Jinja, as tokenizer_config.json and GGUF headers have it). `special` are the texts of the model's
 * special tokens by the names that templates use: bos_token, eos_token … Throws TemplateError.
 *
 * @example
 * const render = createChatTemplate(template, { bos_token: '<s>' })
 * render([{ role: 'user', content: 'Hello!' }])
 */
export function createChatTemplate(source: string, special: Readonly<Record<string, string>> = {}): ChatTemplate {
  const template = attempt('cannot be read', () => new Template(source))
  return (messages, { generationPrompt = true, tools, variables } = {}) =>
    attempt('refuses this conversation', () =>
      template.render({
        ...special,
        ...variables,
        messages,
        ...(tools ? { tools } : {}),
        add_generation_prompt: generationPrompt,
      }),
    )
}

function attempt<T>(what: string, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new TemplateError(`the chat template of this model ${what}: ${(cause as Error).message}`, { cause })
  }
}
