import type { ModelId } from "../experiment";
import { Autoencoder } from "./autoencoder";
import type { Model, ModelShape } from "./model";
import { Vae } from "./vae";

/** Every model of the playground. A new one is a file beside this and a line here. */
const registry: Record<ModelId, new (shape: ModelShape) => Model> = {
  ae: Autoencoder,
  vae: Vae,
};

export function createModel(id: ModelId, shape: ModelShape): Model {
  return new registry[id](shape);
}
