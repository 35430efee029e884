import { type Tensor4D, tensor4d, util, where, zerosLike } from "@tensorflow/tfjs-core";
import type { Shape4D } from "./convGeometry";
import { hasKernel, MASK_FILTER, runKernel } from "./names";
import { withGradient } from "./withGradient";

/** What a pixel may be computed from, when pixels are drawn row by row from the top left, and of each its colours in order. */
export interface FilterMask {
  /** A: the pixels before it, and the colours before its own. B: its own colour too, for layers after the first. */
  readonly kind: "A" | "B";
  /** Colours: 1 for grey, 3 for RGB. Channels fall into as many groups of neighbours, R's first. */
  readonly colours: number;
}

/**
 * A filter without the weights through which a pixel would see itself or what is drawn after it: they are exactly 0, and so are
 * their gradients, whatever they hold   (van den Oord et al. 2016, Pixel Recurrent Neural Networks, section 3.4).
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

function computeOpen([height, width, inputs, outputs]: Shape4D, { kind, colours }: FilterMask): Uint8Array {
  const open = new Uint8Array(height * width * inputs * outputs);
  const middle = Math.floor((height * width) / 2);
  for (let row = 0; row < height * width * inputs; row++) {
    const [pixel, input] = [Math.floor(row / inputs), row % inputs];
    const colour = Math.floor(input / (inputs / colours)) + (kind === "A" ? 1 : 0);
    const first = pixel < middle ? 0 : pixel > middle ? outputs : colour * (outputs / colours);
    open.fill(1, row * outputs + first, (row + 1) * outputs);
  }
  return open;
}
