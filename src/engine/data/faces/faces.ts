/** Faces drawn from known factors, in colour: a flat, softly lit illustration that is the same picture at every size. */
import type { ImageSet } from "../dataset";
import { Sheet } from "../drawing/sheet";
import { drawFactored } from "../factored";
import { drawBackground, drawBody, drawSkin } from "./body";
import { FACE_FACTORS, faceOf } from "./factors";
import { drawBeard, drawBrows, drawEyes, drawMouth, drawNose } from "./features";
import { drawGlasses } from "./glasses";
import { drawHair, drawHairBehind } from "./hair";
import { drawHat, underHat } from "./hats";
import { Head, personOf } from "./head";
import { LIGHTS, type Scene } from "./scene";

export type FaceSize = 32 | 64 | 128;

/**
 * The face of these factor indices, in the order of FACE_FACTORS: size × size × 3 bytes, red, green, blue.
 * `person` is a key for proportions (the width of the face, the gap between the eyes, a slight tilt …), which vary continuously;
 * without one they are average. Same factors, person and size: same bytes. @throws RangeError on an index out of range.
 */
export function drawFace(factors: ArrayLike<number>, size: FaceSize, person?: number): Uint8Array {
  const face = faceOf(factors);
  const sheet = new Sheet(size);
  const scene: Scene = { sheet, face, head: new Head(personOf(person), face.pose), light: LIGHTS[face.light] };
  const hidden = underHat(scene);
  drawBackground(scene);
  drawHairBehind(scene, hidden);
  drawBody(scene);
  drawSkin(scene);
  drawBeard(scene);
  drawNose(scene);
  drawMouth(scene);
  drawEyes(scene);
  drawBrows(scene);
  drawHair(scene, hidden);
  drawGlasses(scene);
  drawHat(scene);
  return sheet.bytes();
}

/** `count` faces of a seed, every factor independent and every one another person; the label is the hair shape. In colour. */
export function drawFaces(
  { size, count, seed }: { size: FaceSize; count: number; seed: number },
  onProgress?: (done: number, total: number) => void,
): ImageSet {
  const draw = (factors: Uint8Array, person: number) => drawFace(factors, size, person);
  return drawFactored({ factors: FACE_FACTORS, label: "hair", channels: 3, size, count, seed, draw }, onProgress);
}
