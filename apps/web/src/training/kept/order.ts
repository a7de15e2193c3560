import type { CorpusSource, TrainingChoice } from "../services.ts";

/** The folder of the page's storage that a training is kept in until it is done; there is one at a time. */
export const KEPT_FOLDER = "training";

const ORDER_NAME = "order.json";

/** What a training was asked to do, by which it is resumed after a reload. */
export interface TrainingOrder {
  /** a training is ended by the version that began it: another may compute other bits */
  undertoneVersion: string;
  source: { kind: CorpusSource["kind"]; name: string };
  choice: TrainingChoice;
  /** of all recordings, by their paths, labels, speakers and samples */
  corpusSha256: string;
}

/** Where an order is read and written. */
export interface OrderFolder {
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export async function writeOrder(folder: OrderFolder, order: TrainingOrder): Promise<void> {
  await folder.write(ORDER_NAME, new TextEncoder().encode(JSON.stringify(order)));
}

/** Null if there is none, or if it was cut short as it was written: then there is nothing behind it either. */
export async function readOrder(folder: Pick<OrderFolder, "read">): Promise<TrainingOrder | null> {
  const bytes = await folder.read(ORDER_NAME);
  try {
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as TrainingOrder);
  } catch {
    return null;
  }
}
