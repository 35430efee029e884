/**
 * What the page and the training worker say to each other.
 *
 * Commands go down and are not answered; queries carry an id and are, between two training steps; events come up.
 * Every event of a run carries that run's number, so that late news of an old run can be told apart.
 */
import type { BackendId, BackendReport, BackendTrial } from "../engine/backends/backend";
import type { Remembered } from "../engine/backends/choose";
import type { DatasetSummary } from "../engine/data/dataset";
import type { Drawing } from "../engine/data/drawings/drawing";
import type { FetchedEntry } from "../engine/data/fetched/entry";
import type { ImportChoices } from "../engine/data/import/choices";
import type { OpenedFile } from "../engine/data/import/entry";
import type { Preview } from "../engine/data/import/preview";
import type { Understood } from "../engine/data/import/understood";
import type { ImportProblemPayload } from "../engine/data/importProblem";
import type { KeptSet } from "../engine/data/kept/kept";
import type { DataChoice } from "../engine/data/load";
import type { DrawnCloud } from "../engine/data/points/drawn";
import type { AnySummary } from "../engine/data/samples";
import type { Experiment, LiveKnobs } from "../engine/experiment";
import type { Checkpoint, Weights } from "../engine/training/checkpoint";
import type { Frame } from "../engine/training/frame";
import type { SubjectInfo } from "../engine/training/subject";
import type { BetaQueries } from "./rooms/beta";
import type { DenoiseQueries } from "./rooms/denoise";
import type { ElboQueries } from "./rooms/elbo";
import type { GenerateQueries } from "./rooms/generate";
import type { HierarchyQueries } from "./rooms/hierarchy";
import type { PosteriorQueries } from "./rooms/posterior";
import type { PriorQueries } from "./rooms/prior";
import type { PriorSampleQueries } from "./rooms/priorSamples";
import type { RejectQueries } from "./rooms/reject";
import type { SlowQueries } from "./rooms/slow";
import type { UsesQueries } from "./rooms/uses";
import type { VqQueries } from "./rooms/vq";
import type { VqGradientQueries } from "./rooms/vqGradients";
import type { TrainedPrior } from "./stages";

export type Command =
  | LoadCommand
  | RivalCommand
  | { type: "endRival" }
  | { type: "play" }
  | { type: "pause" }
  | { type: "step" }
  | { type: "setKnobs"; run: number; knobs: LiveKnobs }
  | { type: "setSpeed"; stepsPerSecond: number }
  /** Other noise on the samples that are looked at. */
  | { type: "drawNoise"; draw: number }
  /** The credit for one more frame of a run. */
  | { type: "painted"; run: number }
  | { type: "ping" }
  | { type: "cancel"; id: number };

/** Starts a run, paused; with a checkpoint it goes on from there. Ends the run before it, and its rival. */
export interface LoadCommand {
  readonly type: "load";
  readonly run: number;
  readonly experiment: Experiment;
  /** Where the shipped data sets are, ending in a slash. */
  readonly datasets: string;
  readonly backend?: BackendId | undefined;
  /** What was the fastest here when it was last measured. */
  readonly remembered?: Remembered | undefined;
  readonly checkpoint?: Checkpoint | undefined;
  /** What another run has learned, to start from where it fits. */
  readonly start?: Weights | undefined;
  /** Of a prior over codes: the autoencoder whose codes they are. */
  readonly codec?: Checkpoint | undefined;
  /** Of a prior over one of several grids of codes: the priors of those above it, the coarsest first. */
  readonly priorsAbove?: readonly TrainedPrior[] | undefined;
  /** The cloud of points that the person has drawn, where the experiment is about it. */
  readonly drawn?: DrawnCloud | undefined;
}

/**
 * Starts a second run beside the current one: on the same data, and in step with it. It plays, pauses and steps as that
 * one does; that one waits while this one catches up. Ends the rival before it.
 */
export interface RivalCommand {
  readonly type: "rival";
  readonly run: number;
  readonly experiment: Experiment;
  readonly checkpoint?: Checkpoint | undefined;
}

/** What can be asked of the model as it is at this moment. */
export interface Queries
  extends GenerateQueries,
    PosteriorQueries,
    PriorQueries,
    HierarchyQueries,
    PriorSampleQueries,
    ElboQueries,
    BetaQueries,
    RejectQueries,
    SlowQueries,
    UsesQueries,
    DenoiseQueries,
    VqQueries,
    VqGradientQueries {
  /** Follows one image through the model. */
  probe: { ask: ProbeRequest; answer: Probe };
  /** Decodes rows of z: pixels as bytes, image by image. */
  decode: { ask: { z: Float32Array }; answer: { pixels: Uint8Array } };
  /** The same of a cloud: positions, point by point. */
  decodePoints: { ask: { z: Float32Array }; answer: { positions: Float32Array } };
  /** Held-out images as they are. */
  images: { ask: { indices: readonly number[] }; answer: { pixels: Uint8Array } };
  /** Everything that changes while training, as it is now; nothing where a number in it is not finite. */
  checkpoint: { ask: Record<string, never>; answer: { checkpoint?: Checkpoint | undefined } };
  /** What the model has learned so far. */
  weights: { ask: Record<string, never>; answer: { weights: Weights } };
  /** Pauses, and shows the run as it was at a checkpoint of it. Answered once it is there. */
  travel: { ask: { checkpoint: Checkpoint }; answer: Record<string, never> };
  /** Held-out mean squared error of PCA with as many components as the run has latent dimensions. */
  pca: { ask: Record<string, never>; answer: { mse: number } };
  /** Fetches or draws a data set beside the run, so that one can be trained on at once. */
  prepare: { ask: DataChoice & { datasets: string }; answer: AnySummary };
  /** What can be fetched from elsewhere. `datasets` is the folder of the manifest, as in `LoadCommand`. */
  fetchable: { ask: { datasets: string }; answer: { sets: readonly Fetchable[] } };
  /** Fetches a data set, or what is missing of it. `isStored`: it will be here the next time. */
  fetchDataset: { ask: { id: string; datasets: string }; answer: { summary: DatasetSummary; isStored: boolean } };
  /** Removes what is stored here of a fetched data set. */
  forgetFetched: { ask: { id: string; datasets: string }; answer: Record<string, never> };
  /** The data sets that are kept in this browser. */
  keptDatasets: { ask: Record<string, never>; answer: { sets: readonly KeptSet[] } };
  /** Keeps the data set `own` under a name. */
  keepDataset: { ask: { name: string }; answer: KeptSet };
  /** Opens a kept data set as the data set `own`. */
  openKept: { ask: { id: string }; answer: DatasetSummary };
  deleteKept: { ask: { id: string }; answer: Record<string, never> };
  /** The drawings that are kept in this browser, the newest first. */
  drawings: { ask: Record<string, never>; answer: { drawings: readonly Drawing[] } };
  keepDrawing: { ask: { drawing: Drawing }; answer: Record<string, never> };
  deleteDrawings: { ask: { ids: readonly string[] }; answer: Record<string, never> };
  /** Makes drawings of one shape the data set `own`. */
  ownDrawings: { ask: { drawings: readonly Drawing[] }; answer: DatasetSummary };
  /** Says what files are, without keeping them. */
  inspectFiles: { ask: { files: readonly OpenedFile[] }; answer: Understood };
  /** What files become with these choices, and the first images of them as they will be, at most so many. */
  previewFiles: { ask: { files: readonly OpenedFile[]; choices: ImportChoices; most: number }; answer: Preview };
  /** Reads files into the data set `own`, with the choices that suit them where none are given. */
  importFiles: { ask: { files: readonly OpenedFile[]; choices?: ImportChoices }; answer: AnySummary };
}
export type QueryKind = keyof Queries;

/** A data set that lies elsewhere, as the page offers it. */
export interface Fetchable extends Pick<FetchedEntry, "id" | "name" | "licence" | "source" | "width" | "height"> {
  /** What is to be fetched in all. */
  readonly bytes: number;
  /** The hosts that are asked, in this order. */
  readonly hosts: readonly string[];
  readonly train: number;
  readonly heldOut: number;
  /** Is it stored on this device already? */
  readonly isHere: boolean;
}

export interface ProbeRequest {
  /** A held-out sample by its index, or one's own: an image's pixels as bytes, a point's coordinates. */
  readonly source: { readonly index: number } | { readonly pixels: Uint8Array } | { readonly point: readonly number[] };
  /** Decode this z instead of the one the image is encoded to. */
  readonly z?: readonly number[];
}

/** One sample at every stage of the model: an image as bytes, a point as its coordinates. */
export interface Probe {
  readonly x: Uint8Array | Float32Array;
  /** What the model is shown of x, where that is something else. */
  readonly xTilde?: Uint8Array | Float32Array;
  readonly label?: number;
  readonly mu: Float32Array;
  readonly logVar?: Float32Array;
  /** The noise of this sample; absent where the model has none. */
  readonly eps?: Float32Array;
  /** Where a code is a choice: the number of each cell's code, row by row. `mu` is then what the encoder says, `z` the codes. */
  readonly codes?: Uint16Array;
  readonly z: Float32Array;
  readonly xHat: Uint8Array | Float32Array;
  /** Mean squared error of x̂, per pixel or coordinate. */
  readonly mse: number;
  /** x ~ p(x|z), always with the same noise; absent where the decoder is no distribution. */
  readonly drawn?: Uint8Array | Float32Array;
}

export type Query = {
  [Kind in QueryKind]: {
    type: "query";
    id: number;
    kind: Kind;
    ask: Queries[Kind]["ask"];
    /** Asked by a moving hand: more of its kind will follow, and each should be answered at once. */
    byHand: boolean;
  };
}[QueryKind];

export type Failure =
  | { kind: "diverged"; step: number }
  | { kind: "device-lost"; detail: string }
  /** The experiment does not fit into the memory that the browser gives. */
  | { kind: "out-of-memory"; detail: string }
  /** It would not, which is known before the first step: the largest batch that does, where there is one. */
  | { kind: "too-large"; needs: number; most: number; batch: number | undefined }
  | { kind: "no-backend"; trials: readonly BackendTrial[] }
  | { kind: "dataset"; problem: ImportProblemPayload }
  | { kind: "internal"; detail: string };

export type QueryFailure =
  | { kind: "import"; problem: ImportProblemPayload }
  | { kind: "cancelled" }
  /** The run it was asked of is gone, or not there yet. */
  | { kind: "no-run" }
  | { kind: "internal"; detail: string };

/** What a run is, once it can be trained. */
export interface RunInfo extends SubjectInfo {
  readonly backend: BackendReport;
  readonly dataset: AnySummary;
  readonly parameters: number;
  /** How many of them started as another run's. */
  readonly adopted: number;
}

export type WorkerEvent =
  | { type: "ready"; run: number; info: RunInfo }
  | { type: "frame"; run: number; frame: Frame }
  | { type: "checkpoint"; run: number; checkpoint: Checkpoint }
  | {
      type: "progress";
      run: number;
      task: "backend" | "download" | "generate" | "encode" | "compile";
      done: number;
      total: number;
    }
  /** How far the answer to a query is, as a share of `total`. */
  | { type: "progress"; id: number; done: number; total: number }
  | { type: "failed"; run: number; failure: Failure }
  | { type: "answer"; id: number; answer: Queries[QueryKind]["answer"] }
  | { type: "refused"; id: number; failure: QueryFailure }
  | { type: "pong" };
