export type { ChatAnswer, ChatMessage, ChatModel, ChatRequest, Embedder, Span, Tokenizer } from './model.ts'
