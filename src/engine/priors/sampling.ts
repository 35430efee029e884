/** What is to be drawn. */
export interface SamplingOptions {
  /** One for each image; where the prior has no classes, they only say how many images there are. */
  readonly labels: readonly number[];
  /** Codes that images are conditioned on, [B · cells], where the prior is. */
  readonly above?: Int32Array | undefined;
  /** Of the noise: the same key gives the same images. */
  readonly key: number;
  /** The T of softmax(logits / T); 1 where it is not given, 0 takes the likeliest. */
  readonly temperature?: number;
  /** Values that stand, [B · draws], −1 where one is to be drawn: what images are completed from. */
  readonly given?: Int32Array;
}

/** How numbers are drawn. */
export interface Drawer {
  /** Starts anew, from values of which those that are −1 are to be drawn, [B · draws]. */
  start(values: Int32Array): void;
  /** Draws numbers `from` … `until` − 1 of each image; all before them have been drawn. */
  draw(from: number, until: number): Promise<void> | void;
  /** [B · draws] */
  values(): Promise<Int32Array>;
  /** Of the last number of each image, [B · L]. */
  logits(): Promise<Float32Array>;
  dispose(): void;
}

/**
 * Images being drawn from a prior number by number, in the order in which it factorises them: row by row, of a pixel its colours in
 * order. Each number is argmax_l logits_l + T · gumbel_l, with noise that its place alone decides: however it is drawn, and with
 * however many stops, the images are the same.
 */
export class Sampling {
  /** How many numbers of each image are there, from the first on. */
  done = 0;

  private constructor(
    private readonly drawer: Drawer,
    /** Numbers in an image. */
    readonly draws: number,
    private readonly given: Int32Array,
  ) {}

  static of(drawer: Drawer, draws: number, { labels, given }: SamplingOptions): Sampling {
    const values = given ?? new Int32Array(labels.length * draws).fill(-1);
    drawer.start(values);
    return new Sampling(drawer, draws, values);
  }

  /** Goes on until `until` numbers of each image are there. */
  async advance(until = this.draws): Promise<void> {
    if (until <= this.done) return;
    const from = this.done;
    this.done = until;
    await this.drawer.draw(from, until);
  }

  /** What there is, [B · draws] in the order of [B, H, W, colours]; −1 where nothing is drawn or given yet. */
  async values(): Promise<Int32Array> {
    return (await this.drawer.values()).slice();
  }

  /** The logits that the last number of each image was drawn from, [B · L]. */
  async logits(): Promise<Float32Array> {
    return (await this.drawer.logits()).slice();
  }

  /** Puts other values, one for each image, in place of number `at` of each image, and forgets what was drawn after it; `at` + 1 numbers are there then. */
  async override(at: number, values: readonly number[]): Promise<void> {
    const all = await this.values();
    for (const [image, value] of values.entries()) {
      const [start, end] = [image * this.draws + at, (image + 1) * this.draws];
      all.set(this.given.subarray(start, end), start);
      all[start] = value;
    }
    this.drawer.start(all);
    this.done = 0;
    await this.advance(at + 1);
  }

  dispose(): void {
    this.drawer.dispose();
  }
}
