export type ArxivId = { readonly id: string; readonly version: number | undefined }

// Both schemes of https://info.arxiv.org/help/arxiv_identifier.html: since April 2007 YYMM.NNNN (five digits from 2015), before it archive/YYMMNNN.
const since2007 = /^(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v(\d{1,3}))?$/
const before2007 = /^([a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?(\/\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v(\d{1,3}))?$/

/**
 * Reads an arXiv id in any form that people paste: `2401.12345`, `2401.12345v2`, `cs/0112017`, `cs.CL/0112017`, `arXiv:…`,
 * an abs, pdf or html address, or the DOI that arXiv gives (10.48550/arXiv.…). Undefined for anything else.
 */
export function parseArxivId(text: string): ArxivId | undefined {
  const bare = text
    .trim()
    .replace(/^https?:\/\/(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html|format|e-print)\//i, '')
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)?10\.48550\/arxiv\./i, '')
    .replace(/^arxiv:\s*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/(?:\.pdf)?\/?$/i, '')
  const modern = since2007.exec(bare)
  if (modern) return { id: modern[1], version: toVersion(modern[2]) }
  const old = before2007.exec(bare)
  return old ? { id: old[1] + old[2], version: toVersion(old[3]) } : undefined
}

function toVersion(digits: string | undefined): number | undefined {
  return digits && Number(digits) > 0 ? Number(digits) : undefined
}
