export type { CausalLM, Decoding, ForwardOptions, ForwardResult, LogitRows, Precision } from './causal/causal-lm.ts'
export type { Insertions } from './causal/insertions.ts'
export { type LoadCausalOptions, loadCausalLM } from './causal/load.ts'
export { ChatError, type ChatErrorCode } from './chat/chat-error.ts'
export { createLocalChat } from './chat/local.ts'
export { type ChatUsage, createOpenAiChat, type OpenAiChat, type OpenAiChatOptions } from './chat/openai.ts'
export { type ChatTemplate, createChatTemplate, type RenderOptions, TemplateError, type TemplateMessage } from './chat/template.ts'
export { createTranscript, type TranscriptOptions } from './chat/transcript.ts'
export { type CheckOptions as RecordedCheckOptions, checkRecorded } from './conformance/check.ts'
export type { CheckRow } from './conformance/recorded.ts'
export { loadPooledEmbedder, type PooledEmbedder } from './embeddings/pooled.ts'
export { loadStaticEmbedder } from './embeddings/static.ts'
export {
  type EmbedderScores,
  type TrainEmbedderEvent,
  type TrainEmbedderOptions,
  type TrainedEmbedder,
  trainEmbedder,
} from './embeddings/train-embedder.ts'
export type { EncodedTexts, Encoder, EncodeTextsOptions } from './encoders/encoder.ts'
export { loadEncoder } from './encoders/load.ts'
export { type ChoiceScore, scoreChoices } from './evaluation/choices.ts'
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
export { type NGramModel, trainNGram } from './evaluation/n-gram.ts'
export { measurePerplexity, type PerplexityOptions, type TextLoss } from './evaluation/perplexity.ts'
export { createBm25, type Retrieval, ranksByVectors, ranksByWords, retrievalOf } from './evaluation/retrieval.ts'
export { type ContinuationScore, logProbabilities, type ScoreOptions, scoreContinuations } from './evaluation/scoring.ts'
export { type BeamOptions, beamSearch, type Hypothesis, type NextLogits } from './generation/beam.ts'
export { argmax, drawToken, logSoftmax, logSumExp, softmax, sortedByDescending } from './generation/distribution.ts'
export { finishGeneration, type GeneratedPiece, type GenerateOptions, type Generation, generate } from './generation/generate.ts'
export { type Finish, generateTokens, type NewToken, type TokenOptions, type TokenSequence } from './generation/generate-tokens.ts'
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
export { generateBeams, generateSeq2SeqBeams } from './generation/model-beams.ts'
export type { ScoredId, TokenProbability } from './generation/score-token.ts'
export { type SpeculateOptions, speculate } from './generation/speculate.ts'
export { type LastLogits, type SpeculativeRound, speculativeRound } from './generation/speculative.ts'
export { createStopWatch, type Stopped } from './generation/stopping.ts'
export { createTextStream } from './generation/text-stream.ts'
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
export { knownModels } from './models/known.ts'
export type { ModelRow, PullProgress } from './models/model-row.ts'
export { createModelStore, type ModelStore, type ModelStoreOptions } from './models/store.ts'
export { loadSeq2SeqLM } from './seq2seq/load.ts'
export type { Seq2SeqDecoding, Seq2SeqLM } from './seq2seq/seq2seq-lm.ts'
export { createModelServer, type ModelServer, type ModelServerOptions } from './serving/server.ts'
export { trainByteBpe } from './tokenizers/byte-bpe.ts'
export { characterTokenizer, trainCharacters } from './tokenizers/character.ts'
export { readGgufTokenizer } from './tokenizers/gguf-vocabulary.ts'
export { readTokenizer } from './tokenizers/hugging-face.ts'
export { readTiktoken, type TiktokenFile } from './tokenizers/tiktoken.ts'
export type { DecodeOptions, EncodeOptions, Encoding, ModelTokenizer, PairEncoding } from './tokenizers/tokenizer.ts'
export { TokenizerError, type TokenizerErrorCode } from './tokenizers/tokenizer-error.ts'
export type { TokenizerJson } from './tokenizers/tokenizer-json.ts'
export type { TrainOptions as TokenizerTrainOptions } from './tokenizers/training.ts'
export { trainUnigram } from './tokenizers/unigram-training.ts'
export { trainWordPiece } from './tokenizers/word-piece.ts'
export { answerBatch, ignoredTarget, packedBatches, type TokenBatch } from './training/batches.ts'
export { type Checkpoint, restoreCheckpoint, takeCheckpoint } from './training/checkpoint.ts'
export { clippedPolicyLoss, dpoLoss, ktoLoss, nextTokenLoss, policyGradientLoss, sequenceLogProbability } from './training/loss.ts'
export { type TrainingPreset, trainingPresets } from './training/presets.ts'
export { type Loss, type TrainingOptions, type TrainingStep, train } from './training/train.ts'
export { type TrainedModel, type TrainModelEvent, type TrainModelOptions, trainModel } from './training/train-model.ts'
export { TrainingError, type TrainingErrorCode } from './training/training-error.ts'
export { type ByteSource, blobSource, bytesSource } from './weights/byte-source.ts'
export { fileSha256, openFile } from './weights/file.ts'
export { type Gguf, type GgufTensor, readGgufHeader, readGgufTensor } from './weights/gguf.ts'
export { type ModelFiles, type ModelTensor, openModelFiles } from './weights/model-files.ts'
export { type ModelFolderParts, writeModelFolder } from './weights/model-folder.ts'
export { matchNames } from './weights/names.ts'
export { readSafetensorsHeader, readStoredTensor, type StoredTensor, type WeightArray } from './weights/safetensors.ts'
export { type NamedArrays, type StoreOptions, writeSafetensors } from './weights/safetensors-writer.ts'
export { WeightsError, type WeightsErrorCode } from './weights/weights-error.ts'
