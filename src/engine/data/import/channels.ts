import type { Channel } from "./choices";
import type { Raster } from "./stock";

/** How bright red, green and blue look (ITU-R BT.709). */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/** Reads rows of an image as numbers 0 … 255 of the chosen channel; the row is used again for the next. */
export function rowReader(image: Raster, channel: Channel): (y: number) => Float32Array {
  const { width, channels, pixels } = image;
  const valuesEach = channel === "rgb" ? 3 : 1;
  const row = new Float32Array(width * valuesEach);
  return (y) => {
    for (let x = 0; x < width; x++) pick(pixels, (y * width + x) * channels, channels, channel, row, x * valuesEach);
    return row;
  };
}

/** Writes what one pixel at `from` is in `channel` to `row`, from index `to`. */
function pick(
  pixels: Raster["pixels"],
  from: number,
  channels: Raster["channels"],
  channel: Channel,
  row: Float32Array,
  to: number,
): void {
  const alpha = channels === 4 ? (pixels[from + 3] as number) : 255;
  if (channel === "alpha") {
    row[to] = alpha;
    return;
  }
  const red = onPaper(pixels[from] as number, alpha);
  const green = channels === 1 ? red : onPaper(pixels[from + 1] as number, alpha);
  const blue = channels === 1 ? red : onPaper(pixels[from + 2] as number, alpha);
  switch (channel) {
    case "red":
      row[to] = red;
      return;
    case "green":
      row[to] = green;
      return;
    case "blue":
      row[to] = blue;
      return;
    case "grey":
      row[to] = channels === 1 ? red : LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
      return;
    case "rgb":
      row[to] = red;
      row[to + 1] = green;
      row[to + 2] = blue;
      return;
    default:
      channel satisfies never;
  }
}

/** What a value that lets white paper through looks like. */
function onPaper(value: number, alpha: number): number {
  return 255 + ((value - 255) * alpha) / 255;
}

export interface Look {
  /** Grey unless some pixel has a colour; 4 where some pixel is not opaque. */
  readonly channels: 1 | 3 | 4;
  /** Are the edges light, as of ink on paper? */
  readonly lightEdges: boolean;
  /** Do all colours agree, so that only the alpha tells a picture? */
  readonly onlyAlpha: boolean;
}

/** What an image looks like, for a first guess at the choices. */
export function lookAt(image: Raster): Look {
  const { width, height, channels, pixels } = image;
  let [coloured, open, same] = [false, false, true];
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    if (channels === 1) break;
    const [red, green, blue] = [pixels[at], pixels[at + 1], pixels[at + 2]] as [number, number, number];
    if (channels === 4 && (pixels[at + 3] as number) < 255) open = true;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 8) coloured = true;
    if (red !== pixels[0] || green !== pixels[1] || blue !== pixels[2]) same = false;
  }
  return {
    channels: open ? 4 : coloured ? 3 : 1,
    lightEdges: edgeBrightness(image) > 127.5,
    onlyAlpha: open && same,
  };
}

function edgeBrightness(image: Raster): number {
  const { width, height } = image;
  const rowOf = rowReader(image, "grey");
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y++) {
    const row = rowOf(y);
    const step = y === 0 || y === height - 1 ? 1 : Math.max(width - 1, 1);
    for (let x = 0; x < width; x += step, count++) sum += row[x] as number;
  }
  return count ? sum / count : 0;
}
