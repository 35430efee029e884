import { div, losses, Reduction, type Scalar, tensor2d, tidy, train } from "@tensorflow/tfjs-core";
import { StockConvNet } from "./convNet";
import { convStart } from "./convStart";
import { ADAM, RATE, tensorWork, type Work } from "./work";

/** The autoencoder that a person would write with TensorFlow.js alone: its operations, its loss, its Adam. */
export function stockConv(): Work {
  const start = convStart();
  const net = new StockConvNet(start);
  const optimizer = train.adam(RATE, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  let steps = 0;
  return tensorWork(() =>
    tidy(() => {
      const { data, shape } = start.batch(++steps);
      const x = tensor2d(data, shape as [number, number]);
      const loss = () =>
        div(losses.sigmoidCrossEntropy(x, net.logits(x), undefined, 0, Reduction.SUM), x.shape[0]) as Scalar;
      return optimizer.minimize(loss, true, net.variables) as Scalar;
    }),
  );
}
