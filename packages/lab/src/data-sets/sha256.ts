import { createHash } from 'node:crypto'

/** Lower-case hex sha256 of bytes, or of a text as UTF-8. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Identity of a set of files, however it came: sha256 over the lines `<sha256 of content>  <path>\n`, the lines sorted by their
 * UTF-8 bytes (DESIGN.md, Data). The same as `sha256sum FILES | LC_ALL=C sort | sha256sum` for names without a backslash or line break.
 *
 *     dataSetSha256([{ path: 'a.txt', sha256: sha256('content') }])
 */
export function dataSetSha256(files: Iterable<{ readonly path: string; readonly sha256: string }>): string {
  const lines = Array.from(files, (file) => Buffer.from(`${file.sha256}  ${file.path}\n`))
  return sha256(Buffer.concat(lines.sort(Buffer.compare)))
}
