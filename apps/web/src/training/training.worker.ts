import { serve } from "../workers/rpc.ts";
import type { TrainingServices } from "./services.ts";

serve<TrainingServices>(import("./handlers.ts").then(({ handlers }) => handlers));
