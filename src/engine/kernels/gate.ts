import {
  concat,
  mul,
  reshape,
  sigmoid,
  slice,
  sub,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
  tanh,
} from "@tensorflow/tfjs-core";
import { GATE, GATE_GRADIENT, hasKernel, runKernel } from "./names";
import { withGradient } from "./withGradient";

/**
 * y = tanh(a) ⊙ σ(b), with a and b the two halves of the channels of every colour
 * (van den Oord et al. 2016, Conditional Image Generation with PixelCNN Decoders, eq. 2).
 * @param x [B, H, W, 2p], of each colour first its a and then its b
 * @returns [B, H, W, p]
 */
export function gate(x: Tensor4D, colours: number): Tensor4D {
  const isOurs = hasKernel(GATE);
  return withGradient(
    [x],
    () => ({ value: isOurs ? runKernel(GATE, { x }, { colours }) : composed(x, colours), saved: [x] }),
    (dy, [given]) => {
      const from = given as Tensor4D;
      return [isOurs ? runKernel<Tensor>(GATE_GRADIENT, { x: from, dy }, { colours }) : gradient(from, dy, colours)];
    },
  );
}

function composed(x: Tensor4D, colours: number): Tensor4D {
  const [t, s] = halves(x, colours);
  return reshape(mul(t, s), [...x.shape.slice(0, 3), x.shape[3] / 2] as Tensor4D["shape"]);
}

function gradient(x: Tensor4D, upstream: Tensor, colours: number): Tensor {
  const [t, s] = halves(x, colours);
  const dy = reshape(upstream, t.shape);
  const da = mul(mul(dy, s), sub(1, mul(t, t)));
  const db = mul(mul(dy, t), mul(s, sub(1, s)));
  return reshape(concat([da, db], 1), x.shape);
}

/** tanh(a) and σ(b), [B·H·W·colours, 1, p / colours]. */
function halves(x: Tensor4D, colours: number): [Tensor3D, Tensor3D] {
  const p = x.shape[3] / colours / 2;
  const pairs = reshape(x, [-1, 2, p]) as Tensor3D;
  const rows = pairs.shape[0];
  return [tanh(slice(pairs, [0, 0, 0], [rows, 1, p])), sigmoid(slice(pairs, [0, 1, 0], [rows, 1, p]))];
}
