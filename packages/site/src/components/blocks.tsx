import type { Block, Series } from '@offprint/lab'

import { DiffView } from './diff-view.tsx'
import { PlotFigure } from './plot.tsx'
import { SpanView } from './span-view.tsx'
import { TableView } from './table-view.tsx'
import { TokenView } from './token-view.tsx'

type Props = {
  readonly blocks: readonly Block[]
  /** Draws a series as SVG text (plots/draw-series.ts). */
  readonly draw: (series: Series) => string
  /** The address at which block number `index` can be fetched as a file. */
  readonly fileAddress: (index: number, name: string) => string
}

/** The pieces of a result, each in its own way; two texts in a row stand side by side, for they are there to be compared. */
export function Blocks({ blocks, draw, fileAddress }: Props) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <section class={`block block-${block.type}`}>
          {block.title !== undefined && <h3 class="block-title">{block.title}</h3>}
          <BlockBody block={block} draw={draw} address={block.type === 'file' ? fileAddress(index, block.name) : ''} />
        </section>
      ))}
    </div>
  )
}

function BlockBody({ block, draw, address }: { readonly block: Block; readonly draw: Props['draw']; readonly address: string }) {
  switch (block.type) {
    case 'text':
      return <p class="text-block">{block.text}</p>
    case 'tokens':
      return <TokenView tokens={block.tokens} scale={block.scale} />
    case 'spans':
      return <SpanView text={block.text} spans={block.spans} />
    case 'diff':
      return <DiffView before={block.before} after={block.after} />
    case 'table':
      return <TableView columns={block.columns} rows={block.rows} />
    case 'series':
      return <PlotFigure series={block.series} svg={draw(block.series)} />
    case 'image':
      return <Picture alt={block.alt} mime={block.mime} base64={block.base64} />
    case 'file':
      return (
        <p>
          <a href={address} download={block.name}>
            {block.name}
          </a>{' '}
          <span class="quiet">to take home</span>
        </p>
      )
  }
}

// A picture from a method is shown as a picture and as nothing else: the type is checked, the data is base64 or it is not shown.
function Picture({ alt, mime, base64 }: { readonly alt: string; readonly mime: string; readonly base64: string }) {
  if (!/^image\/(png|jpeg|webp|gif|svg\+xml)$/.test(mime) || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return <p class="quiet">{alt}</p>
  return <img src={`data:${mime};base64,${base64}`} alt={alt} />
}
