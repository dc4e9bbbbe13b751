import type { PageRoute } from '../../send-page.ts'
import { RankingPage } from './page.tsx'

/** `/about/ranking`: how each list is ordered, with the constants that the catalogue uses. */
export const rankingRoute: PageRoute = async () => ({
  title: 'How lists are ordered',
  description: 'The formula behind trending with its constants, and the order of days, weeks, months and searches.',
  address: '/about/ranking',
  body: RankingPage(),
})
