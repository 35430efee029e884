import { describe, expect, it } from "vitest";
import { SHIPPED_HANGUL } from "./shipped";
import { compose, type Drawing, PARTS, partsOf, SYLLABLES, splitDrawings } from "./syllables";

const all = Array.from({ length: SYLLABLES }, (_, syllable) => syllable);

describe("syllables", () => {
  it("are put together from their letters as Unicode does", () => {
    expect([0, 3, 4 * 8 + 1, SYLLABLES - 1].map((syllable) => compose(partsOf(syllable)))).toEqual([
      "가",
      "강",
      "근",
      "힝",
    ]);
  });

  it("are all different, in the order of the dictionary", () => {
    const written = all.map((syllable) => compose(partsOf(syllable)));
    expect(new Set(written).size).toBe(SYLLABLES);
    expect(written).toEqual([...written].sort());
  });
});

describe("splitDrawings", () => {
  const { seed, fonts, takes, train, heldOut } = SHIPPED_HANGUL;
  const lists = splitDrawings(seed, fonts, takes);
  const name = ({ syllable, font }: Drawing) => `${syllable} ${font}`;

  it("holds each syllable out in one font, and that font there only", () => {
    expect([lists.train.length, lists.heldOut.length]).toEqual([train, heldOut]);
    const seen = new Set(lists.train.map(name));
    expect(lists.heldOut.filter((drawing) => seen.has(name(drawing)))).toEqual([]);
    expect(new Set(lists.heldOut.map(({ syllable }) => syllable)).size).toBe(SYLLABLES);
    expect(new Set([...lists.train, ...lists.heldOut].map((drawing) => `${name(drawing)} ${drawing.take}`)).size).toBe(
      SYLLABLES * fonts * takes,
    );
  });

  it("shares every letter and every font between both lists, evenly", () => {
    for (const list of [lists.train, lists.heldOut]) {
      for (const [part, { letters }] of PARTS.entries()) {
        for (const index of letters.keys()) {
          const count = list.filter(({ syllable }) => partsOf(syllable)[part] === index).length;
          expect(count).toBe(list.length / letters.length);
        }
      }
      for (let font = 0; font < fonts; font++)
        expect(list.filter((drawing) => drawing.font === font)).toHaveLength(list.length / fonts);
    }
  });

  it("shuffles by the seed", () => {
    expect(splitDrawings(seed, fonts, takes)).toEqual(lists);
    expect(splitDrawings(seed + 1, fonts, takes).heldOut).not.toEqual(lists.heldOut);
    const initials = lists.train.slice(0, 100).map(({ syllable }) => partsOf(syllable)[0]);
    expect(new Set(initials).size).toBe(PARTS[0].letters.length);
  });
});
