/** Over the weights that `tinyRecipe` and `tinyData` give, wherever and by however many workers they are computed. */
export const TINY_WEIGHTS_SHA256 = "4b593beede7734ee40505fcaa19f698a8a44ba623626a293dd7781ff83d41c90";
