import type { Lab } from '@offprint/lab'
import type { Catalogue } from '@offprint/papers'
import type { Logger } from 'pino'

export type SiteConfig = {
  /** Public address without a slash at its end, for canonical links and feeds. Default: the address that was asked. */
  readonly origin?: string
  /** Takes one line a request and one an error; without it the site says nothing. */
  readonly log?: Logger
  /** How many rendered pages are kept; 0 renders every time, which the bench measures. Default 1000. */
  readonly keptPages?: number
}

/** What the site stands on. Time is an argument, so that a test can choose its day. */
export type Rooms = {
  readonly catalogue: Catalogue
  readonly lab: Lab
  /** Answers /v1/* in OpenAI's form; without it there is nothing at those addresses. */
  readonly models?: { handle(request: Request): Promise<Response> }
  readonly config: SiteConfig
  readonly now: () => Date
}
