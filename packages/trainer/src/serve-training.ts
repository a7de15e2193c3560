import { type Calculator, type CalculatorEnvironment, createCalculator } from "./calculator.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";
import { assertArithmetic } from "./self-test.ts";

/**
 * Makes this thread a training worker: computes whatever the other end of `port` asks for, which `train` holds as a
 * `TrainingWorker`. Between two requests it remembers only what a training fixes before its first step. It serves until the
 * port is closed or the thread ends, one training at a time.
 */
export function serveTraining(port: MessagePort, environment: CalculatorEnvironment): void {
  let calculator: Calculator | null = null;
  const end = () => {
    calculator?.dispose();
    calculator = null;
  };
  const begun = (): Calculator => {
    if (!calculator) throw new Error("no training was begun in this worker");
    return calculator;
  };

  const answer = (request: WorkerRequest): { result: unknown; buffers: ArrayBuffer[] } => {
    switch (request.kind) {
      case "begin":
        end();
        assertArithmetic(environment);
        calculator = createCalculator(request.setup, environment);
        return { result: null, buffers: [] };
      case "inputs": {
        const inputs = begun().inputs(request.microBatch);
        const { samples } = request;
        return {
          result: { inputs, samples },
          buffers: [inputs.values.buffer, inputs.lengths.buffer, inputs.targets.buffer, samples],
        };
      }
      case "contribution": {
        const result = begun().contribution(request.weights, request.inputs);
        return { result, buffers: [result.gradients.buffer, result.moments.buffer] };
      }
      case "evaluation":
        return { result: begun().evaluation(request.weights, request.examples), buffers: [] };
      case "end":
        end();
        return { result: null, buffers: [] };
    }
  };

  port.onmessageerror = () => {
    const message = "a training worker could not read what it was asked";
    port.postMessage({ error: { name: "Error", message, stack: message } } satisfies WorkerReply);
  };
  port.onmessage = ({ data: request }: MessageEvent<WorkerRequest>) => {
    try {
      const { result, buffers } = answer(request);
      if (request.kind !== "end") port.postMessage({ result } satisfies WorkerReply, buffers);
    } catch (reason) {
      const { name, message, stack = message } = reason instanceof Error ? reason : new Error(String(reason));
      port.postMessage({ error: { name, message, stack } } satisfies WorkerReply);
    }
  };
}
