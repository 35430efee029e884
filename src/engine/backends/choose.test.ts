import { describe, expect, it } from "vitest";
import { type BackendId, type BackendTrial, NoBackendError } from "./backend";
import { chooseBackend, type Machine } from "./choose";

/** A device on which these backends work, each with its time of a step. */
function device(speeds: Partial<Record<BackendId, number>>) {
  const tried: BackendId[] = [];
  let current: BackendId | undefined;
  const machine: Machine = {
    async try(backend): Promise<BackendTrial> {
      tried.push(backend);
      if (!(backend in speeds)) return { backend, outcome: "absent" };
      current = backend;
      return { backend, outcome: "chosen", ms: 1 };
    },
    stepMs: async () => speeds[current as BackendId] as number,
  };
  return { machine, tried, current: () => current };
}

describe("the choice of a backend", () => {
  it.each([
    { speeds: { webgpu: 2, wasm: 14 }, backend: "webgpu" },
    { speeds: { webgpu: 30, wasm: 14 }, backend: "wasm" },
  ])("is the faster of two that work: $speeds", async ({ speeds, backend }) => {
    const { machine, current } = device(speeds);
    const report = await chooseBackend(machine, {});
    expect(report).toMatchObject({ backend, forced: false });
    expect(current()).toBe(backend);
    expect(report.trials.at(-1)).toEqual({ backend, outcome: "fastest", ms: speeds[backend as "wasm"] });
    expect(report.trials.map(({ outcome }) => outcome)).toContain("slower");
  });

  it("measures nothing where only one can be had", async () => {
    const { machine, tried } = device({ wasm: Number.NaN, cpu: 1 });
    expect((await chooseBackend(machine, {})).backend).toBe("wasm");
    expect(tried).toEqual(["webgpu", "wasm"]);
  });

  it("falls back on WebGL and JavaScript", async () => {
    expect((await chooseBackend(device({ cpu: 400 }).machine, {})).backend).toBe("cpu");
    expect((await chooseBackend(device({ cpu: 400, webgl: 100 }).machine, {})).backend).toBe("webgl");
  });

  it("takes what is remembered without a look at the other", async () => {
    const { machine, tried } = device({ webgpu: 2, wasm: 14 });
    const report = await chooseBackend(machine, { remembered: { backend: "wasm", ms: 12 } });
    expect(report.backend).toBe("wasm");
    expect(tried).toEqual(["wasm"]);
  });

  it.each([
    { remembered: { backend: "webgpu", ms: 2 }, speeds: { webgpu: 40, wasm: 14 } },
    { remembered: { backend: "webgpu", ms: 2 }, speeds: { wasm: 14 } },
  ] as const)("measures again when what is remembered is wrong: $speeds", async ({ remembered, speeds }) => {
    const { machine, current } = device(speeds);
    const report = await chooseBackend(machine, { remembered });
    expect(report.backend).toBe("wasm");
    expect(current()).toBe("wasm");
  });

  it("takes what is forced, however slow, and something else where that does not work", async () => {
    const both = device({ webgpu: 2, wasm: 14, cpu: 400 });
    const options = { forced: "cpu", remembered: { backend: "webgpu", ms: 2 } } as const;
    expect(await chooseBackend(both.machine, options)).toMatchObject({ backend: "cpu", forced: true });
    const one = device({ wasm: 14 });
    expect(await chooseBackend(one.machine, { forced: "webgpu" })).toMatchObject({ backend: "wasm", forced: false });
  });

  it("says what was tried when nothing works", async () => {
    await expect(chooseBackend(device({}).machine, {})).rejects.toThrow(NoBackendError);
  });
});
