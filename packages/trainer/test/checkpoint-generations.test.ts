import { type Checkpoint, type CheckpointFolder, encodeCheckpoint, openCheckpoints } from "@undertone/trainer";
import { describe, expect, it } from "vitest";

const values = new Map([["w", Float32Array.of(1, 2)]]);

/** A checkpoint behind so many epochs. */
const behind = (epochs: number): Checkpoint => ({
  identity: { recipeSha256: "a", dataSha256: "b", featuresSha256: "c" },
  history: Array.from({ length: epochs }, (_, i) => ({
    ...{ epoch: i + 1, learningRate: 0.1, trainingLoss: 1, validation: null },
  })),
  keptEpoch: 1,
  kept: values,
  learner: { weights: values, averages: null, moments: { first: values, second: values }, powers: [0.5, 0.5] },
});

function folderOf(files: Map<string, Uint8Array>): CheckpointFolder {
  return {
    pathOf: (name) => `kept/${name}`,
    read: async (name) => files.get(name) ?? null,
    write: async (name, bytes) => void files.set(name, bytes),
  };
}

async function opened(files: Map<string, Uint8Array>) {
  const damages: string[] = [];
  return { ...(await openCheckpoints(folderOf(files), (text) => damages.push(text))), damages };
}

describe("two generations of checkpoints", () => {
  it("are written in turn, and the newer one is found", async () => {
    const files = new Map<string, Uint8Array>();
    const first = await opened(files);
    expect(first.newest).toBeNull();
    for (const epochs of [1, 2, 3]) await first.write(behind(epochs));
    expect([...files.keys()]).toEqual(["checkpoint-a", "checkpoint-b"]);
    const { newest, write, damages } = await opened(files);
    expect([newest?.path, newest?.checkpoint.history.length]).toEqual(["kept/checkpoint-a", 3]);
    await write(behind(4));
    expect((await opened(files)).newest?.path).toBe("kept/checkpoint-b");
    expect(damages).toEqual([]);
  });

  it("lose one epoch by the newer one's damage, and say so", async () => {
    const files = new Map([
      ["checkpoint-a", encodeCheckpoint(behind(2))],
      ["checkpoint-b", encodeCheckpoint(behind(3)).subarray(0, 100)],
    ]);
    const { newest, write, damages } = await opened(files);
    expect(newest?.checkpoint.history).toHaveLength(2);
    expect(damages).toHaveLength(1);
    expect(damages[0]).toMatch(/^kept\/checkpoint-b: .*; training goes on behind epoch 2, from kept\/checkpoint-a$/s);
    await write(behind(3));
    expect(Array.from(files.get("checkpoint-b")!)).toEqual(Array.from(encodeCheckpoint(behind(3))));
  });

  it("begin anew where both are damaged", async () => {
    const { newest, damages } = await opened(new Map([["checkpoint-b", new Uint8Array(10)]]));
    expect(newest).toBeNull();
    expect(damages[0]).toMatch(/training begins with epoch 1$/);
  });
});
