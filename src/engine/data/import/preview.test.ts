import { describe, expect, it } from "vitest";
import { idxImages, idxLabels } from "../idxFixtures";
import type { ImportChoices } from "./choices";
import { describe as describeSource } from "./describe";
import type { OpenedFile } from "./entry";
import { opened, tools } from "./fixtures";
import { inspect } from "./inspect";
import { MOST_MEMORY, memoryFor } from "./memory";
import { type ImagesPreview, type PointsPreview, preview } from "./preview";

async function look(files: OpenedFile[], change: Partial<ImportChoices> = {}) {
  const source = await inspect(files, tools, {});
  const { understood } = source;
  return { understood, ...(await preview(source, { ...understood.suggested, ...change }, 3, {})) };
}

const csv = (rows: number, row: (i: number) => (number | string)[]) =>
  opened("a.csv", Array.from({ length: rows }, (_, i) => row(i).join(",")).join("\n"));
const codes = ({ warnings }: { warnings: readonly { code: string }[] }) => warnings.map(({ code }) => code);

describe("a preview", () => {
  it("has the first images with their classes, how many there will be, and what they take", async () => {
    const seen = await look([opened("images", idxImages(100)), opened("labels", idxLabels(100))], { heldOut: 0.1 });
    expect(seen).toMatchObject({ train: 90, heldOut: 10, width: 3, height: 2, count: 3, labels: ["0", "1", "2"] });
    expect([...(seen as unknown as ImagesPreview).pixels]).toEqual([0, 1, 2].flatMap((i) => Array(6).fill(i)));
    expect(seen.bytes).toBe(100 * (6 + 6));
  });

  it("of a table follows the column of the labels, and what there is to say of it", async () => {
    const file = csv(40, (i) => [...Array(16).fill(i), i % 3, 7]);
    const first = await look([file]);
    expect(first.understood.suggested.labelColumn).toBeNull();
    expect(codes(first)).toContain("guessed-tile");
    const second = await look([file], { labelColumn: 16 });
    expect(second).toMatchObject({ width: 17, height: 1, labels: ["0", "1", "2"] });
    expect(codes(await look([file], { labelColumn: 17 }))).toContain("one-class");
    expect(codes(await look([file], { labelColumn: 16, tile: { width: 17, height: 1 } }))).toEqual(["scaled"]);
    expect((await look([file], { labelColumn: 16, header: true })).train).toBe(32);
  });

  it("of a table may be of points as soon as a label leaves two or three numbers", async () => {
    const file = csv(50, (i) => [i, 2 * i, -i, i % 2]);
    const { understood } = await look([file]);
    expect(understood.suggested).toMatchObject({ samples: "images", labelColumn: null });
    const cloud = await look([file], { labelColumn: 3, samples: "points" });
    expect(cloud).toMatchObject({ train: 40, heldOut: 10, cloud: { dimensions: 3, count: 40 } });
    await expect(look([file], { samples: "points" })).rejects.toMatchObject({
      code: "bad-choice",
      detail: { choice: "samples" },
    });
    await expect(look([opened("a", idxImages(30))], { samples: "points" })).rejects.toMatchObject({
      code: "bad-choice",
    });
  });

  it("shows some of a great many points, over all of them", async () => {
    const { cloud, train } = (await look([csv(9000, (i) => [i, i % 5])])) as unknown as PointsPreview;
    expect(train).toBe(7200);
    expect(cloud.count).toBeLessThanOrEqual(2000);
    expect(cloud.positions.length).toBe(2 * cloud.count);
    expect(Math.max(...cloud.positions)).toBeCloseTo(1, 1);
  });

  it("of a single image shows it, though there is nothing to train on", async () => {
    expect(await look([opened("a", idxImages(1))])).toMatchObject({ train: 1, heldOut: 0, count: 1 });
  });
});

it("of more images than fit, as many as do are suggested, and that is said", () => {
  const parts = [{ name: "a", count: 400_000, heldOut: false }];
  const understood = describeSource({
    kind: "npy",
    parts,
    sizes: [{ width: 64, height: 64, count: 400_000 }],
    channels: 1,
  });
  const { limit } = understood.suggested;
  expect(understood.warnings).toEqual([{ code: "limited", count: limit, of: 400_000 }]);
  expect(memoryFor(understood, understood.suggested, 400_000)).toBeLessThanOrEqual(MOST_MEMORY);
  expect(memoryFor(understood, { ...understood.suggested, limit: (limit ?? 0) + 1 }, 400_000)).toBeGreaterThan(
    MOST_MEMORY,
  );
});
