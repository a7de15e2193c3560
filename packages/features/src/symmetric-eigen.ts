const MOST_SWEEPS = 30;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub and Van Loan, 4th edition, 8.5), with +, -, ·, / and √ alone.
 *
 * @param matrix  [n][n], symmetric; left as it is
 * @returns       [n] values in no order, and [n][n] vectors of length 1, one a row
 */
export function symmetricEigen(matrix: readonly Float64Array[]): { values: Float64Array; vectors: Float64Array[] } {
  const n = matrix.length;
  const a = matrix.map((row) => row.slice());
  const vectors = matrix.map((_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] * a[p][q] <= 1e-30 * Math.abs(a[p][p] * a[q][q])) continue;
        turned = true;
        const tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(a, vectors, p, q, c, t * c);
      }
    }
    if (!turned) break;
  }
  return { values: Float64Array.from(a, (row, i) => row[i]), vectors };
}

/** Turns rows and columns p and q of the matrix, and rows p and q of the vectors. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number, c: number, s: number): void {
  for (const row of a) {
    const [x, y] = [row[p], row[q]];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (const rows of [a, vectors]) {
    for (let k = 0; k < a.length; k++) {
      const [x, y] = [rows[p][k], rows[q][k]];
      rows[p][k] = c * x - s * y;
      rows[q][k] = s * x + c * y;
    }
  }
}
