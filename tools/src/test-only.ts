/**
 * Whether only tests read a file of a room, by its path: `x.test.ts`; the folders `testing/`, `testdata/`, `samples/` and `proof/`; and single
 * files of those kinds. Such files are not published, and may import what they test with.
 */
export function isTestOnly(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)(testing|testdata|samples|proof)(\/|$)|(^|\/)(testing|kill-child|sample-papers)\.ts$/.test(path)
}
