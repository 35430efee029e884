import type { ModelId } from "../knobs";
import { Autoencoder } from "./autoencoder";
import { DenoisingAutoencoder } from "./denoising";
import type { Model, ModelShape } from "./model";
import { Vae } from "./vae";
import { VqVae } from "./vqVae";

/** Every model of the playground. A new one is a file beside this and a line here. */
const registry: Record<ModelId, new (shape: ModelShape) => Model> = {
  ae: Autoencoder,
  dae: DenoisingAutoencoder,
  vae: Vae,
  vqVae: VqVae,
};

export function createModel(id: ModelId, shape: ModelShape): Model {
  return new registry[id](shape);
}
