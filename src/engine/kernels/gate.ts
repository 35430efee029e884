import { concat, mul, reshape, sigmoid, slice, sub, type Tensor3D, type Tensor4D, tanh } from "@tensorflow/tfjs-core";
import { withGradient } from "./withGradient";

/**
 * y = tanh(a) ⊙ σ(b), with a and b the two halves of the channels of every colour
 * (van den Oord et al. 2016, Conditional Image Generation with PixelCNN Decoders, eq. 2).
 * @param x [B, H, W, 2p], of each colour first its a and then its b
 * @returns [B, H, W, p]
 */
export function gate(x: Tensor4D, colours: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const p = channels / 2;
  return withGradient(
    [x],
    () => {
      const [t, s] = halves(x, colours);
      return { value: reshape(mul(t, s), [batch, height, width, p]), saved: [t, s] };
    },
    (upstream, saved) => {
      const [t, s] = saved as [Tensor3D, Tensor3D];
      const dy = reshape(upstream, t.shape);
      const da = mul(mul(dy, s), sub(1, mul(t, t)));
      const db = mul(mul(dy, t), mul(s, sub(1, s)));
      return [reshape(concat([da, db], 1), x.shape)];
    },
  );
}

/** tanh(a) and σ(b), [B·H·W·colours, 1, p / colours]. */
function halves(x: Tensor4D, colours: number): [Tensor3D, Tensor3D] {
  const p = x.shape[3] / colours / 2;
  const pairs = reshape(x, [-1, 2, p]) as Tensor3D;
  const rows = pairs.shape[0];
  return [tanh(slice(pairs, [0, 0, 0], [rows, 1, p])), sigmoid(slice(pairs, [0, 1, 0], [rows, 1, p]))];
}
