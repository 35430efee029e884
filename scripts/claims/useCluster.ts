import { adjustedRandIndex, normalisedMutualInformation } from "../../src/engine/metrics/clusterAgreement";
import { contingency } from "../../src/engine/metrics/contingency";
import { kMeans } from "../../src/engine/metrics/kMeans";
import type { Claim } from "./claim";
import { digits } from "./data";
import { chosenOf, codes, coordinates } from "./labelled";
import { train } from "./train";

const STEPS = 1_500;
const WIDTHS = [2, 8];
const SEEDS = [1, 2, 3, 4, 5];

export const useCluster: Claim = {
  id: "use-cluster",
  statement: "cluster z: k-means finds more of the classes in z than in PCA of the same width",
  async run() {
    const dataset = await digits();
    const chosen = chosenOf(dataset);
    const lines: string[] = [];
    let holds = true;
    for (const latent of WIDTHS) {
      const of = (values: Float32Array) => agreement(values, latent, chosen.testLabels, dataset.classes);
      const ofPca = await of((await coordinates(dataset, latent, chosen)).test);
      const ofModel = async (model: "ae" | "vae") =>
        of((await codes(await train({ model, latent }, STEPS), dataset, chosen)).test);
      const [ae, vae] = [await ofModel("ae"), await ofModel("vae")];
      lines.push(`width ${latent}: PCA ${say(ofPca)}; z of the autoencoder ${say(ae)}; of the VAE ${say(vae)}`);
      holds &&= ae.ari >= ofPca.ari && ae.nmi >= ofPca.nmi;
    }
    return {
      measured: `${lines.join("\n")}\n(ARI / NMI, K = ${dataset.classes}, means of ${SEEDS.length} seeds, ${chosen.test.length} held-out images)`,
      should: "both at least PCA's for the autoencoder, at both widths",
      holds,
    };
  },
};

/** Mean over the seeds of how k-means agrees with the labels. */
async function agreement(values: Float32Array, dimensions: number, labels: Uint16Array, classes: number) {
  let [ari, nmi] = [0, 0];
  for (const seed of SEEDS) {
    const found = await kMeans({ dimensions, values }, classes, seed, { breathe: async () => true });
    const table = contingency(found?.assignment ?? [], labels, classes, classes);
    ari += adjustedRandIndex(table) / SEEDS.length;
    nmi += normalisedMutualInformation(table) / SEEDS.length;
  }
  return { ari, nmi };
}

const say = ({ ari, nmi }: { ari: number; nmi: number }) => `${ari.toFixed(3)} / ${nmi.toFixed(3)}`;
