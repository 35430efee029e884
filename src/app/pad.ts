/** The drawing on the pad: strokes, undo and redo, and what of it the model is given. */
import { blankSheet, isBlank } from "../components/flow/sheet";
import { addSheet, beginSketch, redo, replaceSheet, type Sketch, sheetOf, undo } from "../components/flow/sketch";
import { imageSize } from "../engine/data/dataset";
import { centreInk } from "../engine/data/drawings/centre";
import type { DatasetId } from "../engine/experiment";
import { probeImage } from "./actions/probing";
import { shapeOf } from "./shape";
import { type State, useStore } from "./store";

export interface PadDrawing {
  readonly sketch: Sketch;
  /** Begun on clean paper. What is drawn onto a picture stays where it is. */
  readonly onPaper: boolean;
  /** What the model is given: the sheet, or what is on it, centred. */
  readonly x: Uint8Array;
}

/** The data sets whose images lie about their centre of mass, one's own drawings among them. */
const CENTRED: readonly DatasetId[] = ["digits", "mnist", "own"];

const get = useStore.getState;
const set = useStore.setState;

/** What is drawn, if that is what is followed through the model. */
export function drawingOf({ padDrawing, probing: { source }, run }: State): PadDrawing | undefined {
  const isFollowed = padDrawing && "pixels" in source && source.pixels === padDrawing.x;
  return isFollowed && padDrawing.x.length === imageSize(shapeOf(run.info)) ? padDrawing : undefined;
}

/** Whether drawings are centred before the model sees them. */
export function centresDrawings({ centres, run }: State): boolean {
  return centres ?? CENTRED.includes(run.experiment.dataset);
}

/** What ink goes on: the drawing, else a coloured picture, else clean paper. */
export function sheetToDrawOn(state: State): Uint8Array {
  const drawing = drawingOf(state);
  if (drawing) return sheetOf(drawing.sketch);
  const { run, probe } = state;
  const shape = shapeOf(run.info);
  const picture = probe?.x;
  const goesOn = shape.channels === 3 && picture instanceof Uint8Array && picture.length === imageSize(shape);
  return goesOn ? picture : blankSheet(shape);
}

/** Takes the sheet with more ink on it; `isNew` at the first ink of a stroke. */
export function draw(sheet: Uint8Array, isNew: boolean): void {
  const { sketch, onPaper } = drawingOf(get()) ?? begin(sheetToDrawOn(get()));
  follow((isNew ? addSheet : replaceSheet)(sketch, sheet), onPaper);
}

/** Clean paper, which can be undone. */
export function clearPad(): void {
  const sheet = blankSheet(shapeOf(get().run.info));
  const drawing = drawingOf(get());
  follow(drawing?.onPaper ? addSheet(drawing.sketch, sheet) : beginSketch(sheet), true);
}

export function undoStroke(): void {
  const drawing = drawingOf(get());
  if (drawing) follow(undo(drawing.sketch), drawing.onPaper);
}

export function redoStroke(): void {
  const drawing = drawingOf(get());
  if (drawing) follow(redo(drawing.sketch), drawing.onPaper);
}

export function setCentres(centres: boolean): void {
  set({ centres });
  const drawing = drawingOf(get());
  if (drawing) follow(drawing.sketch, drawing.onPaper);
}

/** Puts a finished drawing on the pad, as it is. */
export function openDrawing(pixels: Uint8Array): void {
  set({ padDrawing: { ...begin(pixels), x: pixels } });
  probeImage({ pixels });
}

/** A coloured sheet that is drawn on is taken for a picture, as long as there is anything on it. */
function begin(sheet: Uint8Array): Omit<PadDrawing, "x"> {
  const { channels } = shapeOf(get().run.info);
  return { sketch: beginSketch(sheet), onPaper: channels === 1 || isBlank(sheet, { channels }) };
}

function follow(sketch: Sketch, onPaper: boolean): void {
  const sheet = sheetOf(sketch);
  const x = onPaper && centresDrawings(get()) ? centreInk(sheet, shapeOf(get().run.info)) : sheet;
  set({ padDrawing: { sketch, onPaper, x } });
  probeImage({ pixels: x });
}
