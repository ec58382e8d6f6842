import { startKernels, type Kernels } from './kernels';
import type { Tensor } from './graphWeights';

/** Rows of floats in the kernels' memory. Beyond `rows` and `columns` there are zeros up to the sizes that the kernels need. */
export interface Matrix {
  /** Index of the first float. */
  at: number;
  rows: number;
  columns: number;
  /** Floats from one row to the next. */
  stride: number;
}

/** A matrix as the right side of a product: panels of 8 columns, see {@link Kernels.multiply}. */
export interface Panels {
  at: number;
  inner: number;
  columns: number;
}

const PAGE_FLOATS = 16_384;
const FLOAT = 4;
/** Floats that a matrix is first made for; the memory grows as needed. */
const FIRST_FLOATS = 1_500_000;

export const padded = (count: number, to: 4 | 8 = 8): number => Math.ceil(count / to) * to;

/** Memory of the kernels: what is kept (weights), then what one run allocates. */
export class Matrices {
  /** The whole memory; another object after it grew, which only {@link allocate} does. */
  floats: Float32Array;
  private used = 0;

  private constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly kernels: Kernels,
  ) {
    this.floats = new Float32Array(memory.buffer);
  }

  static async create(): Promise<Matrices> {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(FIRST_FLOATS / PAGE_FLOATS) });
    return new Matrices(memory, await startKernels(memory));
  }

  /** Where later allocations begin; {@link release} takes it. */
  mark(): number {
    return this.used;
  }

  release(mark: number): void {
    this.used = mark;
  }

  /** All zeros. */
  create(rows: number, columns: number): Matrix {
    const stride = padded(columns);
    return { at: this.allocate(padded(rows, 4) * stride), rows, columns, stride };
  }

  of(rows: number, columns: number, data: ArrayLike<number>): Matrix {
    const matrix = this.create(rows, columns);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1)
        this.floats[matrix.at + row * matrix.stride + column] = data[row * columns + column] ?? 0;
    return matrix;
  }

  row({ at, stride, columns }: Matrix, row: number): Float32Array {
    return this.floats.subarray(at + row * stride, at + row * stride + columns);
  }

  /** Without the padding. */
  values(matrix: Matrix): Float32Array {
    const all = new Float32Array(matrix.rows * matrix.columns);
    for (let row = 0; row < matrix.rows; row += 1) all.set(this.row(matrix, row), row * matrix.columns);
    return all;
  }

  gather(matrix: Matrix, rows: ArrayLike<number>): Matrix {
    const gathered = this.create(rows.length, matrix.columns);
    for (let row = 0; row < rows.length; row += 1) this.row(gathered, row).set(this.row(matrix, rows[row] ?? 0));
    return gathered;
  }

  /** @param value of the row and the column */
  panels(inner: number, columns: number, value: (row: number, column: number) => number): Panels {
    const made: Panels = { at: 0, inner: padded(inner), columns: padded(columns) };
    made.at = this.allocate(made.inner * made.columns);
    const { floats } = this;
    for (let column = 0; column < columns; column += 1) {
      const first = made.at + (column - (column % 8)) * made.inner + (column % 8);
      for (let row = 0; row < inner; row += 1) floats[first + row * 8] = value(row, column);
    }
    return made;
  }

  /** `to += matrix · panels`, for some columns of both matrices. */
  multiply(matrix: Matrix, panels: Panels, to: Matrix, fromColumn = 0, toColumn = 0): void {
    if (!matrix.rows) return;
    const [a, c] = [(matrix.at + fromColumn) * FLOAT, (to.at + toColumn) * FLOAT];
    const { at, inner, columns } = panels;
    this.kernels.multiply(a, at * FLOAT, c, padded(matrix.rows, 4), inner, columns, matrix.stride * FLOAT, to.stride * FLOAT);
  }

  /** Each row; the padding is 0 afterwards, or nearly. */
  softmax(matrix: Matrix): void {
    const { at, rows, columns, stride } = matrix;
    if (!rows) return;
    for (let row = 0; row < rows; row += 1) this.floats.fill(-Infinity, at + row * stride + columns, at + (row + 1) * stride);
    this.kernels.softmax(at * FLOAT, rows, stride);
  }

  gelu({ at, rows, stride }: Matrix): void {
    if (rows) this.kernels.gelu(at * FLOAT, rows * stride);
  }

  private allocate(count: number): number {
    const at = this.used;
    this.used += count;
    const missing = this.used - this.floats.length;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE_FLOATS));
      this.floats = new Float32Array(this.memory.buffer);
    }
    this.floats.fill(0, at, this.used);
    return at;
  }
}

/** Halves (IEEE 754, finite) → floats. */
export function widened({ halves }: Pick<Tensor, 'halves'>): Float32Array {
  const bits = new Uint32Array(halves.length);
  const floats = new Float32Array(bits.buffer);
  for (let i = 0; i < halves.length; i += 1) {
    const half = halves[i] ?? 0;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent) bits[i] = sign | ((exponent + 112) << 23) | (fraction << 13);
    else floats[i] = (sign ? -fraction : fraction) * 2 ** -24;
  }
  return floats;
}
