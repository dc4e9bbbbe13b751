/** What tokenizers call white space, control and punctuation; Rust's and Oniguruma's sense, where JavaScript's differs. */

/** JavaScript's \s has U+FEFF and lacks U+0085. */
export const whiteSpace = /\p{White_Space}/u
/** BERT's: ASCII signs count as punctuation, also those that Unicode calls symbols. */
export const bertPunctuation = /[!-/:-@[-`{-~\p{P}]/gu
/** Removed by BERT's cleaning: controls without tab and line ends, formats, private use, NUL and U+FFFD. Unassigned ones stay. */
export const bertControl = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}]/gu
/** The blocks of Chinese characters of the original BERT code; kana and Hangul are not in them. */
export const chinese =
  /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu

/** True where no unit lies over U+007F: most English texts, for which many steps are simpler. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}
