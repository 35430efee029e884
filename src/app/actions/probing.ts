/** Follows one sample through the model as it is at this moment, and asks what else it makes. */
import { latestOnly } from "../../workers/client";
import type { ProbeRequest } from "../../workers/protocol";
import { useStore } from "../store";
import { ask, send } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

const follow = latestOnly(async ({ request, byHand }: { request: ProbeRequest; byHand: boolean }) => {
  const { id } = get().run;
  try {
    const probe = await ask("probe", request, { byHand });
    // An answer that a moving hand has overtaken is still the newest picture there is of this image.
    if (get().run.id === id && get().probing.source === request.source) set({ probe });
  } catch {
    // The run is gone or not there yet; its first frame asks again.
  }
});

/** Follows another sample through the model: a held-out one, a drawing, a point anywhere. */
export function probeImage(source: ProbeRequest["source"]): void {
  setProbing({ source });
}

/** Holds the handle somewhere: this z is decoded, whatever the encoder says. */
export function probeLatent(z: readonly number[]): void {
  setProbing({ source: get().probing.source, z });
}

/** Lets go of the handle: z is again what the encoder says. */
export function releaseHandle(): void {
  setProbing({ source: get().probing.source });
}

/** Draws the noise on the samples that are looked at again. */
export function drawNoise(): void {
  const draw = get().noiseDraw + 1;
  set({ noiseDraw: draw });
  send({ type: "drawNoise", draw });
  follow({ request: get().probing, byHand: true });
}

/** Asks anew of what is followed: the model has learned. */
export function followOn(): void {
  follow({ request: get().probing, byHand: false });
}

function setProbing(probing: ProbeRequest): void {
  set({ probing });
  follow({ request: probing, byHand: true });
}

/** Pixels of the images that these rows of z decode to. */
export async function decode(z: Float32Array): Promise<Uint8Array> {
  return (await ask("decode", { z })).pixels;
}

/** Coordinates of the points that these rows of z decode to. */
export async function decodePoints(z: Float32Array): Promise<Float32Array> {
  return (await ask("decodePoints", { z })).positions;
}

export async function heldOutImages(indices: readonly number[]): Promise<Uint8Array> {
  return (await ask("images", { indices })).pixels;
}
