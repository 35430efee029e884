import type { ImageShape } from "../dataset";
import { rowReader } from "./channels";
import { type Crop, type ImportChoices, SIDE } from "./choices";
import { resample, type Span, tapsOf } from "./resample";
import type { Raster } from "./stock";

/** The part of an image that is left after the crop. */
interface Frame {
  readonly across: Span;
  readonly down: Span;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function frameOf({ width, height }: Size, crop: Crop): Frame {
  if (crop.kind === "none") return { across: { from: 0, to: width }, down: { from: 0, to: height } };
  if (crop.kind === "square") {
    const side = Math.min(width, height);
    return { across: middle(width, side), down: middle(height, side) };
  }
  return { across: inside(width, crop.left, crop.right), down: inside(height, crop.top, crop.bottom) };
}

/** Whole pixels, so that an image that is only cropped stays sharp. */
function middle(length: number, side: number): Span {
  const from = Math.floor((length - side) / 2);
  return { from, to: from + side };
}

function inside(length: number, before: number, after: number): Span {
  const from = Math.min(Math.round(length * before), length - 1);
  return { from, to: Math.max(Math.round(length * (1 - after)), from + 1) };
}

/**
 * The shape that all images get. One size: that of its frame, with `choices.size` as its longer side. Several sizes:
 * a square, in which an image of another shape is centred.
 */
export function shapeOf(sizes: readonly Size[], choices: ImportChoices): ImageShape {
  const channels = choices.channel === "rgb" ? 3 : 1;
  const [first, ...others] = sizes;
  if (!first) return { width: 0, height: 0, channels };
  const { across, down } = frameOf(first, choices.crop);
  const [width, height] = [across.to - across.from, down.to - down.from];
  const longer = Math.max(width, height);
  if (others.length > 0) {
    const side = choices.size ?? Math.min(Math.max(longer, SIDE.least), SIDE.most);
    return { width: side, height: side, channels };
  }
  if (choices.size === null) return { width, height, channels };
  return { ...fitted({ width, height }, choices.size), channels };
}

/** The size with the same proportions whose longer side is `side`. */
function fitted({ width, height }: Size, side: number): Size {
  const scale = side / Math.max(width, height);
  return { width: Math.max(Math.round(width * scale), 1), height: Math.max(Math.round(height * scale), 1) };
}

/** Writes images of any size as images of one shape. */
export class Framer {
  constructor(
    private readonly shape: ImageShape,
    private readonly choices: ImportChoices,
  ) {}

  /** Writes `image` to `out`: shape.height × shape.width × shape.channels bytes. */
  write(image: Raster, out: Uint8Array): void {
    if (this.asItIs(image)) out.set(image.pixels);
    else this.place(this.fit(image), out);
    if (this.choices.invert) for (let i = 0; i < out.length; i++) out[i] = 255 - (out[i] as number);
  }

  private asItIs({ width, height, channels }: Raster): boolean {
    const { shape, choices } = this;
    if (width !== shape.width || height !== shape.height || channels !== shape.channels) return false;
    return (choices.channel === "grey" || choices.channel === "rgb") && choices.crop.kind !== "margins";
  }

  private fit(image: Raster): Size & { pixels: Uint8ClampedArray } {
    const { across, down } = frameOf(image, this.choices.crop);
    const [width, height] = [across.to - across.from, down.to - down.from];
    const { shape } = this;
    const proportional = Math.abs(width * shape.height - height * shape.width) < Math.max(width, height);
    const size = proportional ? shape : fitted({ width, height }, Math.max(shape.width, shape.height));
    const columns = tapsOf(image.width, across, size.width);
    const rows = tapsOf(image.height, down, size.height);
    const pixels = resample(rowReader(image, this.choices.channel), columns, rows, shape.channels);
    return { width: size.width, height: size.height, pixels };
  }

  /** Centred, with the image's own first pixel around it where it is narrower or lower. */
  private place({ width, height, pixels }: Size & { pixels: Uint8ClampedArray }, out: Uint8Array): void {
    const { shape } = this;
    if (width === shape.width && height === shape.height) {
      out.set(pixels);
      return;
    }
    const { channels } = shape;
    for (let i = 0; i < out.length; i++) out[i] = pixels[i % channels] as number;
    const left = Math.floor((shape.width - width) / 2);
    const top = Math.floor((shape.height - height) / 2);
    for (let y = 0; y < height; y++) {
      const row = pixels.subarray(y * width * channels, (y + 1) * width * channels);
      out.set(row, ((top + y) * shape.width + left) * channels);
    }
  }
}
