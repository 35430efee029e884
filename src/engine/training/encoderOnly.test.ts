import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { EncoderOnly } from "./encoderOnly";
import { read } from "./evaluate";
import { Trainer } from "./trainer";

beforeAll(() => startBackend("cpu"));

const values = async ({ model }: Pick<Trainer, "model">) =>
  Promise.all(model.parameters.variables.map(async (variable) => [...(await variable.data())]));

it("moves the encoder of a copy, and neither its decoder nor the run", async () => {
  const run = new Trainer(BLOBS, SMALL);
  await read(run.train(SMALL));
  const before = await values(run);
  const alone = new EncoderOnly(run);
  expect(await values(alone)).toEqual(before);
  for (let i = 0; i < 3; i++) await alone.step();
  const after = await values(alone);
  run.model.parameters.names.forEach((name, i) => {
    if (/^(encoder|mu|logVar)/.test(name)) expect(after[i], name).not.toEqual(before[i]);
    else expect(after[i], name).toEqual(before[i]);
  });
  expect(await values(run)).toEqual(before);
  await read(run.train(SMALL)); // it goes on as if nothing had been
  expect(run.step).toBe(2);
  alone.dispose();
  run.dispose();
});
