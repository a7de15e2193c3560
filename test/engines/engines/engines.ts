import { bun } from "./bun.ts";
import { chromium } from "./chromium.ts";
import { deno } from "./deno.ts";
import type { Engine } from "./engine.ts";
import { firefox } from "./firefox.ts";
import { newestNode } from "./newest-node.ts";
import { node } from "./node.ts";
import { webkitgtk } from "./webkitgtk.ts";

/** Every engine, in the order of the table. */
export const ENGINES: readonly Engine[] = [node, newestNode, bun, deno, chromium, firefox, webkitgtk];
