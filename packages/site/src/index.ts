export { createApp } from './app.ts'
export type { Rooms, SiteConfig } from './rooms.ts'
export type { Served } from './serve.ts'
export { ListenError, startServer } from './serve.ts'
