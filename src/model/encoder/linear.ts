import { widened, type Matrices, type Matrix, type Panels } from './matrices';
import type { Tensor } from './graphWeights';

/** `x · Wᵀ + b`: the weight is stored as in PyTorch, [out, in]. */
export class Linear {
  private readonly panels: Panels;
  private readonly columns: number;

  constructor(
    matrices: Matrices,
    weight: Tensor,
    private readonly bias?: Float32Array,
  ) {
    const [out = 0, inner = 0] = weight.dims;
    const values = widened(weight);
    this.columns = out;
    this.panels = matrices.panels(inner, out, (row, column) => values[column * inner + row] ?? 0);
  }

  /** @param to what the result is added to; absent: zeros */
  apply(matrices: Matrices, x: Matrix, to: Matrix = matrices.create(x.rows, this.columns)): Matrix {
    if (this.bias)
      for (let row = 0; row < to.rows; row += 1) {
        const sums = matrices.row(to, row);
        for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (this.bias[i] ?? 0);
      }
    matrices.multiply(x, this.panels, to);
    return to;
  }
}
