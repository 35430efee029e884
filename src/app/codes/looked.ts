/** What is looked at of a VQ-VAE's codes: the same in the code grid, the codebook, on the plane and on both images. */
import { create } from "zustand";
import type { CodebookPicture, CodeGrid } from "../../workers/rooms/vq";
import { followOn, probeLatent } from "../actions/probing";
import { type State, useStore } from "../store";

/** A cell of the grid, or a code wherever it is. */
export type Looked = { readonly cell: number } | { readonly code: number };

/** A grid of codes that a person has painted, and the z that it is held as. */
interface Painted {
  readonly codes: Uint16Array;
  readonly z: readonly number[];
}

interface LookedState {
  /** What is known below is of this run. */
  readonly run: number;
  readonly codebook: CodebookPicture | undefined;
  readonly grid: CodeGrid | undefined;
  /** Under the mouse, or under the keyboard's focus. */
  readonly hovered: Looked | undefined;
  /** Pressed last: looked at when nothing else is. */
  readonly pinned: Looked | undefined;
  /** The code that is painted with. */
  readonly brush: number | undefined;
  readonly painted: Painted | undefined;
  /** How often the codebook has been changed by hand: what was known of it is of before. */
  readonly changes: number;
}

export const useLooked = create<LookedState>(() => ({
  run: 0,
  codebook: undefined,
  grid: undefined,
  hovered: undefined,
  pinned: undefined,
  brush: undefined,
  painted: undefined,
  changes: 0,
}));
const get = useLooked.getState;
const set = useLooked.setState;

/** What is known of a run, which may be another one than before. */
export function learnOfCodes(known: Pick<LookedState, "run" | "codebook" | "grid">): void {
  set(known);
  repaint();
}

/** The codebook has been changed by hand. */
export function codesChanged(): void {
  set({ changes: get().changes + 1 });
  followOn();
}

export const look = (hovered: Looked | undefined): void => set({ hovered });
export const pin = (pinned: Looked): void => set({ pinned });
export const takeBrush = (brush: number): void => set({ brush });

/** Shows a painted grid: its codes are looked up, and their z is held as a hand would hold it. */
export function paint(codes: Uint16Array): void {
  const { codebook } = get();
  if (!codebook) return;
  const z = lookUp(codes, codebook);
  set({ painted: { codes, z } });
  probeLatent(z);
}

/** The codes have moved, and what is painted with them. */
function repaint(): void {
  const { painted, codebook } = get();
  if (!painted || useStore.getState().probing.z !== painted.z) return;
  if (codebook && lookUp(painted.codes, codebook).some((value, i) => value !== painted.z[i])) paint(painted.codes);
}

/** z_q of a grid of codes: cells · D numbers. */
function lookUp(
  codes: Uint16Array,
  { vectors, dimensions }: Pick<CodebookPicture, "vectors" | "dimensions">,
): number[] {
  const z: number[] = [];
  for (const code of codes) for (let d = 0; d < dimensions; d++) z.push(vectors[code * dimensions + d] as number);
  return z;
}

/** The codes on show: those of a hand as long as it holds them, else those of the followed sample. */
export const shownCodes = (
  { painted }: Pick<LookedState, "painted">,
  { probing, probe }: Pick<State, "probing" | "probe">,
): Uint16Array | undefined => (painted && probing.z === painted.z ? painted.codes : probe?.codes);
