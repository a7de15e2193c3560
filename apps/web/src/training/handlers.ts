import { loadDsp } from "@undertone/kernels/dsp";
import type { Handlers } from "../workers/rpc.ts";
import { createGate } from "./gate.ts";
import { type OpenCorpus, openCorpus } from "./open-corpus.ts";
import type { TrainingServices } from "./services.ts";
import type { FinishedRun } from "./train-run.ts";

const dsp = loadDsp();
const gate = createGate();
let corpus: OpenCorpus | undefined;
let last: FinishedRun | undefined;
let underWay = new AbortController();

function begun(): AbortSignal {
  underWay.abort(new DOMException("something else was begun", "AbortError"));
  underWay = new AbortController();
  gate.open();
  return underWay.signal;
}

function opened(): OpenCorpus {
  if (!corpus) throw new Error("no corpus is open, expected `open` before all else");
  return corpus;
}

export const handlers: Handlers<TrainingServices> = {
  async open(source, report) {
    corpus = await openCorpus(await dsp, source, report, begun());
    return corpus.table;
  },

  async divide(choice) {
    const { divide, divisionTable } = await import("./divide.ts");
    return divisionTable(divide(opened(), choice));
  },

  async train({ choice, resume }, report) {
    const signal = begun();
    const { trainRun } = await import("./train-run.ts");
    last = await trainRun(await dsp, opened(), { choice, resume, report, gate: () => gate.passed(signal), signal });
    return last.report;
  },

  pause(isPaused) {
    if (isPaused) gate.close();
    else gate.open();
    return null;
  },

  stop() {
    underWay.abort(new DOMException("stopped", "AbortError"));
    return null;
  },

  async reportHtml(command) {
    if (!last) throw new Error("nothing was trained, expected `train` before `reportHtml`");
    const { htmlOf } = await import("./report-html.ts");
    return htmlOf(await dsp, last, command);
  },
};
