/** Weights and optimiser moments of a run after `step` steps, in the trainer's order. */
export interface Checkpoint {
  readonly step: number;
  readonly values: readonly Float32Array[];
}

/** What a model has learned, by the names of its parameters: what another model may start from. */
export type Weights = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;

/** The buffers to hand over when a checkpoint leaves its thread. */
export function buffers({ values }: Checkpoint): ArrayBuffer[] {
  return values.map((data) => data.buffer as ArrayBuffer);
}
