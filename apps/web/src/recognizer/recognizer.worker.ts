import { serve } from "../workers/rpc.ts";
import type { RecognizerServices } from "./services.ts";

serve<RecognizerServices>(import("./handlers.ts").then(({ handlers }) => handlers));
