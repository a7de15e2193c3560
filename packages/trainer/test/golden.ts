/** Over the weights that `tinyRecipe` and `tinyData` give, wherever and by however many workers they are computed. */
export const TINY_WEIGHTS_SHA256 = "30fbd436b90d99811015edd5b909bfd28516d66b8a117ef0360e55eae5f28bfb";
