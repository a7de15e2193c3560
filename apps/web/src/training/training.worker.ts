import { loadDsp } from "@undertone/kernels/dsp";
import { serve } from "../workers/rpc.ts";
import { type OpenCorpus, openCorpus } from "./open-corpus.ts";
import type { TrainingServices } from "./services.ts";
import { trainFold } from "./train-fold.ts";

const dsp = loadDsp();
let corpus: OpenCorpus | undefined;
let underWay = new AbortController();

function begun(): AbortSignal {
  underWay.abort(new DOMException("something else was begun", "AbortError"));
  underWay = new AbortController();
  return underWay.signal;
}

serve<TrainingServices>({
  async open(source, report) {
    corpus = await openCorpus(await dsp, source, report, begun());
    return corpus.table;
  },

  async train(choice, report) {
    if (!corpus) throw new Error("no corpus is open, expected `open` before `train`");
    return trainFold(await dsp, corpus.recordings, choice, report, begun());
  },

  stop() {
    underWay.abort(new DOMException("stopped", "AbortError"));
    return null;
  },
});
