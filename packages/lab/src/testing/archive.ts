import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

/** A gzipped tar of files as GitHub packs a commit: everything in one top folder. */
export async function makeArchive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name: 'repo-0123/', type: 'directory' })
  for (const [path, content] of Object.entries(files)) tar.entry({ name: `repo-0123/${path}` }, content)
  tar.entry({ name: 'repo-0123/link', type: 'symlink', linkname: '/etc/passwd' })
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}
