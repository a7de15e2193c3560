import { sha256Hex } from "@undertone/core";
import type { Recipe } from "@undertone/trainer";

/** SHA-256 of a recipe's JSON, as bundles name it. */
export function recipeSha256(recipe: Recipe): string {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(recipe)));
}
