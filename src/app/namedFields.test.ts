import { expect, it } from "vitest";
import { DEFAULT_EXPERIMENT, type Experiment } from "../engine/experiment";
import { namedFields } from "./namedFields";

const on = (given: Partial<Experiment>): Experiment => ({ ...DEFAULT_EXPERIMENT, ...given });
const named = (experiment: Partial<Experiment>, after?: Partial<Experiment>) =>
  namedFields({ experiment: on(experiment), ...(after && { after: on(after) }) });

it("names a first run by its model", () => {
  expect(named({ beta: 4 })).toEqual(["model"]);
});

it("names a run by what it changed, and by nothing where that is nothing", () => {
  expect(named({ latent: 8, beta: 4 }, { beta: 4 })).toEqual(["latent"]);
  expect(named({}, {})).toEqual([]);
});

it("says nothing of what the model does not have", () => {
  expect(named({ model: "ae", beta: 1 }, { model: "vae", beta: 4 })).toEqual(["model"]);
  expect(named({ dataset: "points" }, { dataset: "digits", without: 3 })).toEqual(["dataset"]);
});

it("says that nothing is left out any more, where that is all", () => {
  expect(named({}, { without: 3 })).toEqual(["without"]);
});
