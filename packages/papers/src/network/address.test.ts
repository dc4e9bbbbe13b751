import { describe, expect, it } from 'vitest'

import { findRemoteSource, requireAllowedHost } from './address.ts'

const bases = { arxivBase: 'https://arxiv.test', huggingFaceBase: 'http://127.0.0.1:9' }

describe('findRemoteSource', () => {
  it.each([
    ['2401.12345', 'https://arxiv.test/api/query?id_list=2401.12345&max_results=1'],
    ['arXiv:2401.12345v2', 'https://arxiv.test/api/query?id_list=2401.12345v2&max_results=1'],
    ['cs/0112017', 'https://arxiv.test/api/query?id_list=cs/0112017&max_results=1'],
    ['https://arxiv.org/pdf/2401.12345v1', 'https://arxiv.test/api/query?id_list=2401.12345v1&max_results=1'],
    ['https://export.arxiv.org/api/query?search_query=cat:cs.CL', 'https://arxiv.test/api/query?search_query=cat:cs.CL'],
    ['https://huggingface.co/papers/2401.12345', 'http://127.0.0.1:9/api/papers/2401.12345'],
    ['https://huggingface.co/papers/2401.12345.md', 'http://127.0.0.1:9/api/papers/2401.12345'],
    ['https://huggingface.co/papers', 'http://127.0.0.1:9/api/daily_papers'],
    ['https://huggingface.co/papers?date=2024-01-31', 'http://127.0.0.1:9/api/daily_papers?date=2024-01-31'],
    ['https://huggingface.co/papers/week/2024-W05', 'http://127.0.0.1:9/api/daily_papers?week=2024-W05'],
    ['https://huggingface.co/api/daily_papers?date=2024-01-31&limit=3', 'http://127.0.0.1:9/api/daily_papers?date=2024-01-31&limit=3'],
    ['https://lab.example/feed.atom', 'https://lab.example/feed.atom'],
  ])('%s', (text, url) => expect(findRemoteSource(text, bases)?.url).toBe(url))

  it('leaves file names to the file system', () => {
    for (const name of ['papers.jsonl', './2401', 'ftp://x.example/a', 'C:\\papers.txt'])
      expect(findRemoteSource(name, bases)).toBeUndefined()
  })
})

describe('requireAllowedHost', () => {
  const check =
    (address: string, allowAnyHost = false) =>
    () =>
      requireAllowedHost(address, bases, allowAnyHost)

  it('lets arXiv, Hugging Face and the configured hosts through', () => {
    for (const address of ['https://rss.arxiv.org/atom/cs.CL', 'https://huggingface.co/papers', 'http://127.0.0.1:9/x'])
      expect(check(address)).not.toThrow()
  })

  it('refuses every other host, a port of the machine and look-alikes included', () => {
    for (const address of [
      'http://127.0.0.1:10/',
      'http://169.254.169.254/latest',
      'https://arxiv.org.evil.example/',
      'http://localhost/',
      'https://arxiv.org:8443/',
    ]) {
      expect(check(address)).toThrow('is not fetched')
    }
  })

  it('lets a person at the command line name any host, but no other scheme and no password', () => {
    expect(check('http://lab.example/feed', true)).not.toThrow()
    expect(check('file:///etc/passwd', true)).toThrow('only http and https')
    expect(check('https://user:secret@lab.example/feed', true)).toThrow('password')
  })
})
