/**
 * How well classes can be read from vectors by a linear map: the mean over classes of the share that is read right, each
 * vector by a map that was fitted without its fold.
 *
 * The map is ridge regression on 1 for the class and 0 for the others, every class weighing alike, of columns brought to mean 0
 * and deviation 1 by the vectors it is fitted on: (XᵀWX + λ Σw I) B = XᵀWY.
 *
 * @param vectors  [n][nColumns], finite
 * @param classes  [n], whole numbers from 0 to nClasses - 1, each in at least two folds
 * @param folds    [n], which fold each vector is in
 * @throws RangeError if a class is missing on a fold's other side
 */
export function linearProbe(
  vectors: readonly ArrayLike<number>[],
  classes: readonly number[],
  folds: readonly number[],
): number {
  const nClasses = Math.max(...classes) + 1;
  const right = new Array<number>(nClasses).fill(0);
  for (const fold of new Set(folds)) {
    const train = [...classes.keys()].filter((i) => folds[i] !== fold);
    const read = fitted(
      train.map((i) => vectors[i]),
      train.map((i) => classes[i]),
      nClasses,
    );
    for (const i of classes.keys()) if (folds[i] === fold && read(vectors[i]) === classes[i]) right[classes[i]]++;
  }
  const recalls = right.map((count, c) => count / classes.filter((one) => one === c).length);
  return recalls.reduce((sum, recall) => sum + recall, 0) / nClasses;
}

const RIDGE = 0.01;

function fitted(vectors: readonly ArrayLike<number>[], classes: readonly number[], nClasses: number) {
  const counts = Array.from({ length: nClasses }, (_, c) => classes.filter((one) => one === c).length);
  const missing = counts.indexOf(0);
  if (missing >= 0) throw new RangeError(`class ${missing} has 0 vectors outside a fold, expected at least 1`);
  const weights = classes.map((c) => 1 / counts[c]);
  const scaled = scaling(vectors);
  const rows = vectors.map(scaled);
  const n = rows[0].length;
  const gram = new Float64Array(n * n);
  const targets = Array.from({ length: nClasses }, () => new Float64Array(n));
  for (const [i, row] of rows.entries()) {
    for (let a = 0; a < n; a++) {
      const weighed = weights[i] * row[a];
      targets[classes[i]][a] += weighed;
      for (let b = 0; b <= a; b++) gram[a * n + b] += weighed * row[b];
    }
  }
  // Σw is nClasses: every class weighs 1.
  for (let a = 0; a < n; a++) gram[a * n + a] += RIDGE * nClasses;
  factorize(gram, n);
  for (const target of targets) solve(gram, n, target);
  return (vector: ArrayLike<number>): number => {
    const row = scaled(vector);
    const scores = targets.map((target) => target.reduce((sum, value, a) => sum + value * row[a], 0));
    return scores.indexOf(Math.max(...scores));
  };
}

/** Brings columns to mean 0 and deviation 1, a constant one to 0, and adds a column of 1. */
function scaling(vectors: readonly ArrayLike<number>[]): (vector: ArrayLike<number>) => Float64Array {
  const n = vectors[0].length;
  const mean = Float64Array.from(
    { length: n },
    (_, a) => vectors.reduce((sum, row) => sum + row[a], 0) / vectors.length,
  );
  const deviation = mean.map((middle, a) =>
    Math.sqrt(vectors.reduce((sum, row) => sum + (row[a] - middle) * (row[a] - middle), 0) / vectors.length),
  );
  return (vector) =>
    Float64Array.from({ length: n + 1 }, (_, a) => {
      if (a === n) return 1;
      return deviation[a] > 1e-9 ? (vector[a] - mean[a]) / deviation[a] : 0;
    });
}

/** Cholesky: the lower triangle of a positive definite matrix becomes L of L·Lᵀ. */
function factorize(matrix: Float64Array, n: number): void {
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * n + b];
      for (let k = 0; k < b; k++) sum -= matrix[a * n + k] * matrix[b * n + k];
      matrix[a * n + b] = a === b ? Math.sqrt(sum) : sum / matrix[b * n + b];
    }
  }
}

/** Solves L·Lᵀ x = y in place of y. */
function solve(lower: Float64Array, n: number, y: Float64Array): void {
  for (let a = 0; a < n; a++) {
    for (let k = 0; k < a; k++) y[a] -= lower[a * n + k] * y[k];
    y[a] /= lower[a * n + a];
  }
  for (let a = n - 1; a >= 0; a--) {
    for (let k = a + 1; k < n; k++) y[a] -= lower[k * n + a] * y[k];
    y[a] /= lower[a * n + a];
  }
}
