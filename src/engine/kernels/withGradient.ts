import { customGrad, dispose, keep, type Tensor } from "@tensorflow/tfjs-core";

/**
 * A value with a gradient of its own.
 * @param inputs what gradients flow into
 * @param forward also says which tensors the gradient needs: none that `forward` made outlives it otherwise
 * @param backward a gradient for each input
 */
export function withGradient<Output extends Tensor>(
  inputs: readonly Tensor[],
  forward: () => { value: Output; saved: Tensor[] },
  backward: (dy: Tensor, saved: Tensor[]) => Tensor[],
): Output {
  const run = customGrad((...given) => {
    const { value, saved } = forward();
    (given.at(-1) as unknown as (tensors: Tensor[]) => void)(saved);
    return { value, gradFunc: backward };
  });
  return run(...inputs) as Output;
}

/** The same with one more result of `forward`, which the caller is given as a constant. */
export function withGradientAnd<Output extends Tensor, Other extends Tensor>(
  inputs: readonly Tensor[],
  forward: () => { value: Output; other: Other; saved: Tensor[] },
  backward: (dy: Tensor, saved: Tensor[]) => Tensor[],
): [Output, Other] {
  let kept!: Other;
  const run = () => {
    const { other, ...rest } = forward();
    kept = keep(other);
    return rest;
  };
  const value = withGradient(inputs, run, backward);
  const other = constant(() => kept.clone() as Other); // which goes when the caller's tensors go
  dispose(kept);
  return [value, other];
}

/** What `compute` returns, as a constant: no gradient flows through it, and nothing is kept for one. */
export function constant<Output extends Tensor>(compute: () => Output): Output {
  return withGradient(
    [],
    () => ({ value: compute(), saved: [] }),
    () => [],
  );
}

/** sg[x]: x where it is used, a constant where it is differentiated (van den Oord et al. 2017, eq. 3). */
export const stopGradient = <T extends Tensor>(x: T): T => constant(() => x.clone() as T);
