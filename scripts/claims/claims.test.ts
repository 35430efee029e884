/** The claims that need no training, held on every run of the tests; `npm run claims` trains for the rest. */
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../src/engine/testing/backend";
import { coinLikelihood } from "./coinLikelihood";
import { elboBound } from "./elboBound";
import { reparamSame } from "./reparamSame";

describe("the lecture's claim", () => {
  beforeAll(() => startBackend("wasm"));

  it.each([coinLikelihood, elboBound, reparamSame])("$id holds", { timeout: 60_000 }, async ({ run }) => {
    const { measured, should, holds } = await run();
    expect(holds, `${measured}\nshould be ${should}`).toBe(true);
  });
});
