import type { AutoencoderId } from "../knobs";
import { Autoencoder } from "./autoencoder";
import { DenoisingAutoencoder } from "./denoising";
import type { Model, ModelShape } from "./model";
import { Vae } from "./vae";
import { VqVae } from "./vqVae";
import { VqVae2 } from "./vqVae2";

/** Every model that has a code. A new one is a file beside this and a line here. */
const registry: Record<AutoencoderId, new (shape: ModelShape) => Model> = {
  ae: Autoencoder,
  dae: DenoisingAutoencoder,
  vae: Vae,
  vqVae: VqVae,
  vqVae2: VqVae2,
};

export function createModel(id: AutoencoderId, shape: ModelShape): Model {
  return new registry[id](shape);
}
