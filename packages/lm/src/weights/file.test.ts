import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { fileSha256, openFile } from './file.ts'

it('reads parts of a file and its sha256, and names a path that is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-file-'))
  try {
    const path = join(folder, 'abc')
    await writeFile(path, 'abc')
    await using file = await openFile(path)
    expect(new TextDecoder().decode(await file.read(1, 2))).toBe('bc')
    await expect(file.read(2, 2)).rejects.toThrow(/ends at byte 3/)
    // FIPS 180-4, appendix B.1
    expect(await fileSha256(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    await expect(openFile(join(folder, 'none'))).rejects.toMatchObject({
      code: 'weights-missing',
      message: expect.stringContaining('ENOENT'),
    })
    await expect(openFile(folder)).rejects.toThrow(/is no file/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
