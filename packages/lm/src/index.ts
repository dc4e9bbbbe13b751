export { ChatError, type ChatErrorCode } from './chat/chat-error.ts'
export { type ChatUsage, createOpenAiChat, type OpenAiChat, type OpenAiChatOptions } from './chat/openai.ts'
export { createTranscript, type TranscriptOptions } from './chat/transcript.ts'
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
