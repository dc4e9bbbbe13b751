export { ChatError, type ChatErrorCode } from './chat/chat-error.ts'
export { type ChatUsage, createOpenAiChat, type OpenAiChat, type OpenAiChatOptions } from './chat/openai.ts'
export { createTranscript, type TranscriptOptions } from './chat/transcript.ts'
export {
  accuracy,
  areaUnderCurve,
  type Confusion,
  calibrationError,
  countConfusion,
  f1,
  macroF1,
  precision,
  recall,
} from './evaluation/classification.ts'
export { pearson, ranks, spearman } from './evaluation/correlation.ts'
export {
  type BootstrapInterval,
  bootstrapInterval,
  meanInterval,
  pairedDifferenceInterval,
  quantile,
  seedInterval,
  type UniformSource,
} from './evaluation/interval.ts'
export { type BeamOptions, beamSearch, type Hypothesis, type NextLogits } from './generation/beam.ts'
export { argmax, drawToken, logSoftmax, logSumExp, softmax, sortedByDescending } from './generation/distribution.ts'
export { constrainToGrammar, type TokenBytes } from './generation/grammar/constrain.ts'
export { type Grammar, GrammarError } from './generation/grammar/grammar.ts'
export { grammarOfSchema } from './generation/grammar/json-schema.ts'
export { parseGrammar } from './generation/grammar/parse.ts'
export {
  bannedByNgram,
  composeProcessors,
  epsilonCutoff,
  type LogitProcessor,
  minP,
  noRepeatNgram,
  repetitionPenalty,
  temperature,
  topK,
  topP,
  typical,
} from './generation/logit-processors.ts'
export { type LastLogits, type SpeculativeRound, speculativeRound } from './generation/speculative.ts'
export { createStopWatch, type Stopped } from './generation/stopping.ts'
export type {
  ChatAnswer,
  ChatMessage,
  ChatModel,
  ChatRequest,
  Embedder,
  ScoredToken,
  Span,
  StreamingChatModel,
  Tokenizer,
} from './model.ts'
