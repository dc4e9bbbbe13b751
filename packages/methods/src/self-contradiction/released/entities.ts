/** The language models whose texts were released, by the names of their folders. */
export type Writer = 'chatgpt' | 'gpt4' | 'vicuna-13b-1.1' | 'llama-2-70b-chat'
/** The language models whose verdicts were released. */
export type Analyst = 'chatgpt' | 'gpt4' | 'vicuna-13b-1.1'

/**
 * One key for an entity, however a file spells it: folders drop punctuation and letters outside ASCII, transcripts are in lower case,
 * entities.txt has the name itself.
 */
export function entityKey(name: string): string {
  return name
    .replace(/^Please tell me about |^Please_tell_me_about_/, '')
    .replaceAll(' ', '_')
    .replace(/[^A-Za-z0-9_.]/g, '')
    .toLowerCase()
}

/** The topic inside a prompt of the release. */
export function topicOf(prompt: string): string {
  return prompt.replace(/^Please tell me about /, '')
}
