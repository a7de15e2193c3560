import type { Plugin } from "vite";
import { PAGE_POLICY } from "../src/server/headers.ts";

/**
 * Writes the page's Content-Security-Policy into the page, where it holds on servers that send no headers, too. While
 * developing, vite puts scripts of its own into the page, so only a build has it.
 */
export function pagePolicy(): Plugin {
  // What a meta element may not say, browsers ignore with a complaint.
  const content = PAGE_POLICY.split("; ")
    .filter((directive) => !directive.startsWith("frame-ancestors"))
    .join("; ");
  return {
    name: "page-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
    ],
  };
}
