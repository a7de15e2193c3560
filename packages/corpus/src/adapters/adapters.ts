import type { Adapter } from "./adapter.ts";
import { cremaD } from "./crema-d.ts";
import { emoDb } from "./emo-db.ts";
import { folder, folderSpeaker } from "./folder.ts";
import { ravdess } from "./ravdess.ts";
import { savee } from "./savee.ts";
import { synthetic } from "./synthetic.ts";
import { tess } from "./tess.ts";

/** All adapters, in the order in which they are tried: published names first, the folder's word last. */
export const ADAPTERS: readonly Adapter[] = [ravdess, cremaD, tess, savee, emoDb, synthetic, folder, folderSpeaker];
