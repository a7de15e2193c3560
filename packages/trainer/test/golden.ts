/** Over the weights that `tinyRecipe` and `tinyData` give, wherever and by however many workers they are computed. */
export const TINY_WEIGHTS_SHA256 = "f5898ecbae7e497d93790968908f1649a86ebe71d8d53f40b9f8d4feb8addf03";
