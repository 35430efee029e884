/** The page's whole state. Views read it; only actions write it. */
import { create } from "zustand";
import type { BackendId, BackendTrial } from "../engine/backends/backend";
import type { Drawing } from "../engine/data/drawings/drawing";
import type { ImportChoices } from "../engine/data/import/choices";
import type { OpenedFile } from "../engine/data/import/entry";
import type { Preview } from "../engine/data/import/preview";
import type { Understood } from "../engine/data/import/understood";
import type { ImportProblemPayload } from "../engine/data/importProblem";
import type { KeptSet } from "../engine/data/kept/kept";
import type { DrawnCloud } from "../engine/data/points/drawn";
import type { AnySummary } from "../engine/data/samples";
import { type Correction, type DatasetId, DEFAULT_EXPERIMENT, type Experiment } from "../engine/experiment";
import type { Stage } from "../engine/knobs";
import type { Checkpoint } from "../engine/training/checkpoint";
import type { Fetchable, Probe, ProbeRequest } from "../workers/protocol";
import type { TrainedPrior } from "../workers/stages";
import type { PadDrawing } from "./pad";
import type { RoomId } from "./rooms/rooms";
import { newRun, type Run } from "./run";
import type { Locale, Theme } from "./url";

/** Something to tell the person once, without stopping what they do. */
export type Notice =
  | { kind: "link"; corrections: readonly Correction[] }
  | { kind: "import"; problem: ImportProblemPayload }
  /** `gone`: runs on the files before, which are no longer in the list. */
  | { kind: "imported"; summary: AnySummary; gone: number }
  /** A data set of the picker could not be had. */
  | { kind: "data"; dataset: DatasetId; problem: ImportProblemPayload }
  /** The link speaks of files that this browser does not have. */
  | { kind: "files-missing" }
  /** The link speaks of a cloud that was drawn elsewhere. */
  | { kind: "drawing-missing" }
  | { kind: "recovered"; cause: "worker" | "device"; step: number }
  /** The backend chosen by hand or by link does not work here. */
  | { kind: "backend"; wanted: BackendId; used: BackendId; outcome: BackendTrial["outcome"] }
  /** The link speaks of a data set that would have to be fetched first. */
  | { kind: "not-fetched"; dataset: DatasetId }
  /** Something that was fetched will not be here the next time. */
  | { kind: "not-stored"; dataset: DatasetId }
  /** What is wrong with the browser's storage, or with what is kept in it. */
  | { kind: "storage"; problem: ImportProblemPayload }
  | { kind: "kept"; name: string }
  | { kind: "copied"; without: readonly NotInLink[] };

/** What a run may owe to something that its link does not carry. */
export type NotInLink = "turned" | "carried" | "files" | "drawing";

/** A run that is over, beside the current one: to compare with, and to go back to. */
export interface EarlierRun {
  readonly run: Run;
  /** Where it stopped, unless there was no room to keep that: then it can only be run again. */
  readonly last?: Checkpoint | undefined;
  /** Whether its curve is drawn. */
  readonly shown: boolean;
  /** Of a prior over codes. */
  readonly given?: Given | undefined;
}

/** What a prior over codes begins with, and stands on while it learns. */
export interface Given {
  /** The autoencoder whose codes they are. */
  readonly codec: Checkpoint;
  /** Priors of the grids above its own, the coarsest first. */
  readonly above: readonly TrainedPrior[];
}

/** A data set to train on; whatever is not said is as it is. */
export type DataChoice = Pick<Experiment, "dataset"> & Partial<Pick<Experiment, "size">>;

interface Preparing extends DataChoice {
  /** Bytes or images, out of how many; 0 of 0 before anything has come. */
  readonly done: number;
  readonly total: number;
}

/** Files that a person opens: looked at, then as they choose, then read. */
export type Importing = { readonly files: readonly OpenedFile[] } & (
  | { readonly stage: "looking"; readonly done: number; readonly total: number }
  | ({ readonly stage: "choosing" } & Choosing)
  | ({ readonly stage: "reading"; readonly done: number; readonly total: number } & Choosing)
);

export interface Choosing {
  readonly understood: Understood;
  readonly choices: ImportChoices;
  /** What comes of the choices; of those before, until it is known of these. */
  readonly preview: Preview | undefined;
  /** Why these choices come to nothing. */
  readonly problem: ImportProblemPayload | undefined;
}

export interface State {
  readonly locale: Locale;
  readonly theme: Theme;
  /** Chosen by hand or by link; the probe chooses otherwise. */
  readonly backend: BackendId | undefined;
  readonly wantsPlay: boolean;
  /** What the middle of the page shows. */
  readonly room: RoomId;
  /** Training steps a second, at most. */
  readonly speed: number;
  readonly run: Run;
  /** The runs before it, the latest first. */
  readonly earlier: readonly EarlierRun[];
  /** Whether a new run starts from what the one before has learned, where it fits. */
  readonly carry: boolean;
  /** The run of the autoencoder that waits for its priors; or of the prior that was last trained, while the autoencoder is. */
  readonly parked: Run | undefined;
  /** The steps of the model's stages that wait. */
  readonly stageSteps: Readonly<Partial<Record<Stage, number>>>;
  /** The step of the autoencoder whose codes the prior learns, once there is a prior. */
  readonly codecStep: number | undefined;
  /** After how many steps of the autoencoder its prior is trained next; by hand where it is nothing. */
  readonly goOnAfter: number | undefined;
  /** Steps of the run's snapshots, rising. */
  readonly snapshots: readonly number[];
  /** The snapshot that is looked at, if not what the run has come to. */
  readonly travelled: number | undefined;
  /** The run beside it, in step with it, while a room compares two. */
  readonly rival: Run | undefined;
  /** Held-out error of PCA, for the linear autoencoder of this run. */
  readonly pcaError: number | undefined;
  /** The person's own data set, once imported. */
  readonly own: AnySummary | undefined;
  /** The files that are being opened beside the run. */
  readonly importing: Importing | undefined;
  /** The data set that is fetched or drawn beside the run, to train on next. */
  readonly preparing: Preparing | undefined;
  /** The cloud of points that the person has drawn. */
  readonly drawn: DrawnCloud | undefined;
  /** What can be fetched from elsewhere, once that is known. */
  readonly fetchable: readonly Fetchable[];
  /** What is being fetched now, in bytes. */
  readonly fetching: { readonly id: string; readonly done: number; readonly total: number } | undefined;
  /** The data sets that are kept in this browser, once they have been listed. */
  readonly kept: readonly KeptSet[] | undefined;
  /** One's own drawings in the tray, the newest first. */
  readonly drawings: readonly Drawing[];
  readonly probing: ProbeRequest;
  /** What was drawn on the pad last; `drawingOf` says whether it is what is followed now. */
  readonly padDrawing: PadDrawing | undefined;
  /** Whether drawings are centred; as suits the data set until the person has said. */
  readonly centres: boolean | undefined;
  readonly probe: Probe | undefined;
  /** Which draw of the noise on the samples that are looked at. */
  readonly noiseDraw: number;
  readonly notices: readonly { readonly id: number; readonly notice: Notice }[];
}

export const useStore = create<State>(() => ({
  locale: "en",
  theme: "light",
  backend: undefined,
  wantsPlay: false,
  room: "flow",
  speed: Number.POSITIVE_INFINITY,
  run: newRun(0, DEFAULT_EXPERIMENT),
  earlier: [],
  carry: false,
  parked: undefined,
  stageSteps: {},
  codecStep: undefined,
  goOnAfter: undefined,
  snapshots: [],
  travelled: undefined,
  rival: undefined,
  pcaError: undefined,
  own: undefined,
  importing: undefined,
  preparing: undefined,
  drawn: undefined,
  fetchable: [],
  fetching: undefined,
  kept: undefined,
  probing: { source: { index: 0 } },
  drawings: [],
  padDrawing: undefined,
  centres: undefined,
  probe: undefined,
  noiseDraw: 0,
  notices: [],
}));

export const useExperiment = (): Experiment => useStore((state) => state.run.experiment);
