import { type Atom, type Dim, isDim, type Size } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { type Attributes, type Integers, type NdArray, ndarray, type Tensor } from '../tensor.ts'

type WriteNode = (type: string, inputs: readonly string[], output: string, attributes?: Attributes) => void
type WriteConstant = (name: string, value: NdArray) => void

/** Writes whole-number operands as int64 values: constants where they are numbers, else read off the inputs' shapes at run time. */
export class SizeWriter {
  private readonly written = new Map<string, string>()
  private readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[]
  private readonly writeNode: WriteNode
  private readonly writeConstant: WriteConstant

  constructor(inputs: SizeWriter['inputs'], writeNode: WriteNode, writeConstant: WriteConstant) {
    this.inputs = inputs
    this.writeNode = writeNode
    this.writeConstant = writeConstant
  }

  /** The value name of a list of sizes, or of a single one without axes. */
  write({ sizes, scalar = false }: Integers): string {
    const key = `${scalar ? 'scalar' : 'sizes'}(${sizes.map((size) => (isDim(size) ? size.text : size))})`
    if (!sizes.some(isDim))
      return this.once(key, (name) => this.writeConstant(name, integers(sizes as number[], scalar ? [] : [sizes.length])))
    const parts = sizes.map((size) => this.size(size))
    if (scalar) return this.once(key, (name) => this.writeNode('Reshape', [parts[0], this.write({ sizes: [] })], name))
    return parts.length === 1 ? parts[0] : this.once(key, (name) => this.writeNode('Concat', parts, name, { axis: 0 }))
  }

  /** One size as a list of one. */
  private size(size: Size): string {
    if (!isDim(size)) return this.write({ sizes: [size] })
    return size.terms.map((term) => this.term(term)).reduce((sum, value) => this.combine('Add', sum, value))
  }

  private term({ coefficient, factors }: Dim['terms'][number]): string {
    const values = factors.map((atom) => this.atom(atom))
    if (coefficient !== 1 || values.length === 0) values.push(this.write({ sizes: [coefficient] }))
    return values.reduce((left, right) => this.combine('Mul', left, right))
  }

  private atom(atom: Atom): string {
    if (atom.quotient) return this.combine('Div', this.size(atom.quotient.of), this.write({ sizes: [atom.quotient.by] }))
    for (const { name, tensor } of this.inputs) {
      const axis = tensor.shape.findIndex((size) => isDim(size) && size.text === atom.name)
      if (axis >= 0)
        return this.once(`size(${atom.name})`, (output) => this.writeNode('Shape', [name], output, { start: axis, end: axis + 1 }))
    }
    throw new ShapeError(`axis "${atom.name}" has no value: no input has it as an axis of its own`)
  }

  private combine(type: string, left: string, right: string): string {
    return this.once(`${type}(${left},${right})`, (name) => this.writeNode(type, [left, right], name))
  }

  private once(key: string, write: (name: string) => void): string {
    if (!this.written.has(key)) {
      write(key)
      this.written.set(key, key)
    }
    return key
  }
}

function integers(values: readonly number[], shape: readonly number[]): NdArray {
  return ndarray(BigInt64Array.from(values, BigInt), shape)
}
