import { serveApp } from "@undertone/web/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith, undertone, undertoneUntil } from "./undertone.ts";

describe("web", () => {
  it("says where it serves, until it is interrupted", async () => {
    const { exitCode, stdout, stderr } = await undertoneUntil(AbortSignal.timeout(500), "web", "--port", "0", "--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ url: expect.stringMatching(/^http:\/\/localhost:\d+\/$/) });
  });

  it("says that a port is taken", async () => {
    const other = await serveApp({ folder: await folderWith({ "a.txt": "" }), port: 0, host: "localhost" });
    onTestFinished(() => other.close());
    const { port } = new URL(other.url);
    expect(await undertone("web", "--port", port)).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `undertone: port is ${port}, expected a free one: another program listens there; 0 takes any that is free\n`,
    });
  });

  it("says that a host is none of this machine's", async () => {
    expect(await undertone("web", "--port", "0", "--host", "192.0.2.1")).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "undertone: host is 192.0.2.1, expected an address of this machine (EADDRNOTAVAIL)\n",
    });
  });
});
