// Where the bundles are: written so that Node, Vite and webpack alike find them.
export const models = {
  default: new URL("./default.undertone", import.meta.url),
  nano: new URL("./nano.undertone", import.meta.url),
};
