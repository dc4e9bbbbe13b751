import { expect, it } from 'vitest'
import { loadAssets } from './assets.ts'

const assets = loadAssets()

it('gives styles, islands and the icon names that carry their content’s hash', () => {
  for (const name of ['site.css', 'site.js', 'live-run.js', 'favicon.svg']) {
    const href = assets.href(name)
    expect(href).toMatch(/^\/assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/)
    expect(assets.find(href.slice('/assets/'.length))?.body.length).toBeGreaterThan(50)
  }
})

it('points the styles at fonts that it serves', () => {
  const css = new TextDecoder().decode(assets.find(assets.href('site.css').slice(8))?.body)
  const fonts = [...css.matchAll(/url\("?\/assets\/([^")]+)"?\)/g)].map((match) => match[1])
  expect(fonts.length).toBeGreaterThan(3)
  for (const font of fonts) expect(assets.find(font)?.type).toBe('font/woff2')
})

it('names what it has when asked for something else', () => {
  expect(() => assets.href('site.scss')).toThrow(/site\.css/)
  expect(assets.find('../package.json')).toBeUndefined()
})
