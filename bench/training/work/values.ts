/** A tensor as plain numbers, which every library can be given. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}
