import { quantity } from './quantity.ts'

type Props = {
  readonly columns: readonly { readonly name: string; readonly unit?: string }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A table of words and figures; numbers stand to the right, shares as per cent. It scrolls inside itself where it is too wide. */
export function TableView({ columns, rows }: Props) {
  return (
    <section class="table-scroll" tabindex={0} aria-label="Table">
      <table class="data">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th scope="col" class={isFigures(rows, index) ? 'figure' : undefined}>
                {column.name}
                {column.unit !== undefined && column.unit !== '' && column.unit !== 'share' && <span class="quiet"> {column.unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <td class={typeof cell === 'number' || (cell === null && isFigures(rows, index)) ? 'figure' : undefined}>
                  {cellText(cell, columns[index]?.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function cellText(cell: string | number | null, unit: string | undefined): string {
  if (cell === null) return '–'
  return typeof cell === 'string' ? cell : quantity(cell, unit === 'share' ? 'share' : 'points')
}

function isFigures(rows: Props['rows'], index: number): boolean {
  return rows.some((row) => typeof row[index] === 'number')
}
