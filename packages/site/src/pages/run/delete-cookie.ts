/** The cookie in which the browser that started a try keeps the token that deletes it; it is sent to that run's pages only. */
export function deleteCookie(runId: string): string {
  return `delete-${runId.replace(/[^\w-]/g, '')}`
}
