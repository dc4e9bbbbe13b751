import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anyText } from '../reading/testing.ts'
import { authorSlug, foldText, titleKey } from './fold.ts'

describe('foldText', () => {
  it('folds case, accents and letters that Unicode does not take apart', () => {
    expect(foldText('ZÜRICH Straße Łódź œuvre')).toBe('zurich strasse lodz oeuvre')
  })

  it('keeps the vowel signs of scripts that need them', () => {
    expect(foldText('हिन्दी')).toBe('हिन्दी'.normalize('NFKD'))
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })
})

describe('titleKey', () => {
  it('is the same for a title in any dress', () => {
    expect(titleKey('  Is “RL” (Not) — for  NLP? ')).toBe(titleKey('Is RL not for NLP'))
  })

  it('does not see which sigma a word ends in', () => {
    expect(titleKey('ΛΟΓΟΣ')).toBe(titleKey('λόγος'))
    expect(titleKey('Ϲ')).toBe(titleKey('σ'))
  })

  it('tells titles of punctuation only apart', () => {
    expect(titleKey('???')).toBe('???')
    expect(titleKey('!!!')).not.toBe(titleKey('???'))
  })

  it('does not see case, and is empty only for blank text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(titleKey(text.toUpperCase().toLowerCase())).toBe(titleKey(text.toUpperCase()))
        if (/[\p{L}\p{N}]/u.test(text)) expect(titleKey(text)).not.toBe('')
      }),
    )
  })
})

describe('authorSlug', () => {
  it('is what stands in the address of an author', () => {
    expect(authorSlug('Łukasz Kaiser')).toBe('lukasz-kaiser')
    expect(authorSlug("Brendan O'Connor-Lee")).toBe('brendan-o-connor-lee')
    expect(authorSlug('李明')).toBe('李明')
  })

  it('is never empty and is its own slug', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => text !== ''),
        (name) => {
          expect(authorSlug(name)).not.toBe('')
          expect(authorSlug(authorSlug(name))).toBe(authorSlug(name))
        },
      ),
    )
  })
})
