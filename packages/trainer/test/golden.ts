/** Over the weights that `tinyRecipe` and `tinyData` give, wherever and by however many workers they are computed. */
export const TINY_WEIGHTS_SHA256 = "e2b9ca6736a8cd3fab3319b7a3e8181c0a432d2ffdf33e0114f48caba9495035";
