/** The bundles that come with Undertone, by the recipe that made them; the model card is README.md. */
export declare const models: Readonly<Record<"default" | "nano", URL>>;
