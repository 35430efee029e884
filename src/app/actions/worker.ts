/** The page's one worker: what is told and asked, and who hears of it. */
import { type RunEvent, TrainingClient } from "../../workers/client";

type Hearer = (event: RunEvent) => void;
const hearers: Hearer[] = [];
let mourn: (detail: string) => void = () => {};

const client = new TrainingClient({
  createWorker: () => new Worker(new URL("../../workers/training.worker.ts", import.meta.url), { type: "module" }),
  onEvent: (event) => {
    for (const hear of hearers) hear(event);
  },
  onDeath: (detail) => mourn(detail),
});

/** Has someone hear of all runs: the main one, and the one beside it. */
export const hearOfRuns = (hear: Hearer): void => void hearers.push(hear);

/** Has someone take care when the worker dies. */
export const whenWorkerDies = (then: (detail: string) => void): void => {
  mourn = then;
};

/** Tells the worker. */
export const send: TrainingClient["send"] = (command) => client.send(command);

/** Asks the worker. @throws QueryRefused with what was wrong */
export const ask: TrainingClient["ask"] = (kind, question, options) => client.ask(kind, question, options);

export const startWorker = (): void => client.start();
export const stopWorker = (): void => client.stop();

/** Where the shipped data sets, their manifest and all previews are. */
export const datasetsFolder = (): string => new URL("datasets/", document.baseURI).href;
