import { gatherSamples } from "../../src/engine/data/samples";
import { accuracy } from "../../src/engine/metrics/accuracy";
import { classify } from "../../src/engine/metrics/classifiers";
import { contingency } from "../../src/engine/metrics/contingency";
import type { Claim } from "./claim";
import { digits } from "./data";
import { type Chosen, chosenOf, codes, coordinates, type Features } from "./labelled";
import { train } from "./train";

const STEPS = 1_500;
const WIDTHS = [2, 8];

export const useClassify: Claim = {
  id: "use-classify",
  statement: "an encoder that has never seen a label is a feature extractor: classify from z",
  async run() {
    const dataset = await digits();
    const chosen = chosenOf(dataset);
    const raw = {
      train: gatherSamples(dataset.train, chosen.train),
      test: gatherSamples(dataset.heldOut, chosen.test),
    };
    const lines = [`raw pixels ${say(await score(raw, chosen, dataset.classes))}`];
    let holds = true;
    for (const latent of WIDTHS) {
      const ofPca = await score(await coordinates(dataset, latent, chosen), chosen, dataset.classes);
      const of = async (model: "ae" | "vae") =>
        score(await codes(await train({ model, latent }, STEPS), dataset, chosen), chosen, dataset.classes);
      const [ae, vae] = [await of("ae"), await of("vae")];
      lines.push(`width ${latent}: PCA ${say(ofPca)}; z of the autoencoder ${say(ae)}; of the VAE ${say(vae)}`);
      holds &&= ae.probe > ofPca.probe && ae.neighbours > ofPca.neighbours;
    }
    return {
      measured: `${lines.join("\n")}\n(linear probe / 5 nearest neighbours, ${chosen.train.length} to learn from, ${chosen.test.length} held out)`,
      should: "z of the autoencoder above PCA of the same width, with both classifiers, at both widths",
      holds,
    };
  },
};

async function score({ train: seen, test }: Features, { trainLabels, testLabels }: Chosen, classes: number) {
  const dimensions = seen.length / trainLabels.length;
  const known = { dimensions, values: seen, labels: trainLabels };
  const found = await classify(known, { dimensions, values: test }, classes, { breathe: async () => true });
  const right = (predicted: ArrayLike<number> = []) => accuracy(contingency(testLabels, predicted, classes, classes));
  return { probe: right(found?.probe), neighbours: right(found?.neighbours) };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const say = ({ probe, neighbours }: { probe: number; neighbours: number }) =>
  `${percent(probe)} / ${percent(neighbours)}`;
