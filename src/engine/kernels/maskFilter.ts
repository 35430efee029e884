import { type Tensor4D, tensor4d, util, where, zerosLike } from "@tensorflow/tfjs-core";
import type { Shape4D } from "./convGeometry";
import { hasKernel, MASK_FILTER, runKernel } from "./names";
import { withGradient } from "./withGradient";

/** What a pixel may be computed from, when pixels are drawn row by row from the top left, and of each its colours in order. */
export interface FilterMask {
  /**
   * A: the pixels before it, and the colours before its own. B: its own colour too, for layers after the first.
   * above: the rows above. rows: its own row too, of what looked at the rows above only.
   */
  readonly kind: "A" | "B" | "above" | "rows";
  /** Colours: 1 for grey, 3 for RGB. Channels fall into as many groups of neighbours, R's first. */
  readonly colours: number;
}

/**
 * How many places of a filter are open as a whole, from the first on; and of the one in the middle, if it is not among them, by how
 * many colours an output must come after an input that it sees.
 */
export function openings([height, width]: readonly number[], { kind, colours }: FilterMask) {
  const [h, w] = [height as number, width as number];
  const [above, middle] = [((h - 1) / 2) * w, (h * w - 1) / 2];
  return {
    places: { A: middle, B: middle, above, rows: above + w }[kind],
    later: { A: 1, B: 0, above: colours, rows: 0 }[kind],
  };
}

/**
 * A filter without the weights through which a pixel would see itself or what is drawn after it: they are exactly 0, and so are
 * their gradients, whatever they hold   (van den Oord et al. 2016, Pixel Recurrent Neural Networks, section 3.4; by rows, Conditional Image
 * Generation with PixelCNN Decoders, section 2.2).
 *
 * Channels being in order, all that a mask does to the weights from one place and input channel is to close the first few outputs.
 * @param filter [KH, KW, inputs, outputs]; sides are odd, channels are multiples of the colours
 */
export function maskFilter(filter: Tensor4D, mask: FilterMask): Tensor4D {
  const [height, width, ...channels] = filter.shape;
  util.assert(height % 2 === 1 && width % 2 === 1, () => `a filter of ${height} × ${width} has no pixel in its middle`);
  for (const count of channels)
    util.assert(count % mask.colours === 0, () => `${count} channels do not fall into ${mask.colours} colours`);
  return withGradient(
    [filter],
    () => ({ value: masked(filter, mask), saved: [] }),
    (dy) => [masked(dy as Tensor4D, mask)],
  );
}

function masked(filter: Tensor4D, mask: FilterMask): Tensor4D {
  if (hasKernel(MASK_FILTER)) return runKernel(MASK_FILTER, { filter }, { ...mask });
  return where(tensor4d(openOf(filter.shape, mask), filter.shape, "bool"), filter, zerosLike(filter));
}

const known = new Map<string, Uint8Array>();

/** 1 for every weight that is let through, computed once for a shape. */
function openOf(shape: Shape4D, mask: FilterMask): Uint8Array {
  const name = `${mask.kind} ${mask.colours} ${shape}`;
  const open = known.get(name) ?? computeOpen(shape, mask);
  known.set(name, open);
  return open;
}

function computeOpen(shape: Shape4D, mask: FilterMask): Uint8Array {
  const [height, width, inputs, outputs] = shape;
  const open = new Uint8Array(height * width * inputs * outputs);
  const { places, later } = openings(shape, mask);
  const middle = (height * width - 1) / 2;
  for (let row = 0; row < Math.max(places, middle + 1) * inputs; row++) {
    const [place, input] = [Math.floor(row / inputs), row % inputs];
    const colour = Math.floor((input * mask.colours) / inputs) + later;
    const first = place < places ? 0 : place === middle ? (colour * outputs) / mask.colours : outputs;
    if (first < outputs) open.fill(1, row * outputs + first, (row + 1) * outputs);
  }
  return open;
}
