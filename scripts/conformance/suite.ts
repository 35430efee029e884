/**
 * Runs TensorFlow.js's own tests on one backend, in a process of its own:
 * `node suite.cjs BACKEND stock|ours REPORT [NAME …]`. Writes what became of each spec to REPORT, as JSON.
 */
import { writeFileSync } from "node:fs";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { setTestEnvs } from "@tensorflow/tfjs-core/dist/jasmine_util";
import jasmineCore, { type Reporter } from "jasmine-core";
import { uniform } from "../../src/engine/random";
import { BACKENDS } from "./backends";
import type { SpecResult } from "./compare";
import type { BackendName } from "./environment";
import { followBackend } from "./follow";

/** As long as TensorFlow.js itself gives its specs. */
const TIMEOUT_MS = 20_000;

/** Whether the clock moves in the course of a tiny upload is up to the machine, not to any kernel. */
const CLOCK_SUITE = "time cpu ";

/** Chance begins anew with each spec: what it draws depends on no other spec, and is the same in both runs. */
let draws = 0;
Math.random = () => uniform(0, draws++);

function reporter(path: string): Reporter {
  const results: SpecResult[] = [];
  const add: Reporter["specDone"] = ({ fullName, status, failedExpectations }) => {
    if (status === "excluded" || status === "pending") return;
    const message = failedExpectations.map((failure) => failure.message).join("\n");
    results.push({ name: fullName, passed: status === "passed", message });
  };
  return {
    specStarted: () => {
      draws = 0;
    },
    specDone: add,
    // A suite whose backend does not start says so here; its specs may pass all the same, on another backend.
    suiteDone: (suite) => {
      if (suite.failedExpectations.length > 0) add(suite);
    },
    jasmineDone: () => {
      writeFileSync(path, JSON.stringify(results));
      process.exit(0); // GPU devices and the workers of some specs would keep the process alive
    },
  };
}

async function start(name: BackendName, kernels: string, path: string, filter: readonly string[]) {
  const { flags, prepare, register } = BACKENDS[name];
  const jasmine = jasmineCore.boot();
  jasmine.DEFAULT_TIMEOUT_INTERVAL = TIMEOUT_MS;
  const env = jasmine.getEnv();
  const isChosen = (spec: string) =>
    !spec.startsWith(CLOCK_SUITE) && (filter.length === 0 || filter.some((part) => spec.includes(part)));
  env.configure({ random: false, specFilter: (spec) => isChosen(spec.getFullName()) });
  env.addReporter(reporter(path));
  await prepare();
  if (kernels === "ours") followBackend(name, register);
  setTestEnvs([{ name, backendName: name, flags, isDataSync: true }]);
  await import("@tensorflow/tfjs-core/dist/tests"); // only now: the specs look for the globals and for the backend
  env.execute();
}

const [name, kernels, path, ...filter] = process.argv.slice(2) as [BackendName, string, string];
start(name, kernels, path, filter);
