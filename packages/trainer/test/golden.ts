/** Over the weights that `tinyRecipe` and `tinyData` give, wherever and by however many workers they are computed. */
export const TINY_WEIGHTS_SHA256 = "5dad220e02618116b28d8759d3fa877584a4031cf1428e296b33c29ad934c135";
