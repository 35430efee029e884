import { describe, expect, it } from "vitest";
import { shortcutOf } from "./shortcuts";

const press = (key: string, code: string, held: Partial<KeyboardEvent> = {}) =>
  shortcutOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...held });

describe("keys of the transport", () => {
  it.each([
    [" ", "Space", "toggle"],
    [".", "Period", "step"],
    ["r", "KeyR", "reset"],
    ["R", "KeyR", "reset"],
    ["n", "KeyN", "newSeed"],
  ])("%j at %s", (key, code, does) => {
    expect(press(key, code)).toBe(does);
  });

  it.each([
    ["ㄱ", "KeyR", "reset"],
    ["ㄲ", "KeyR", "reset"],
    ["ㅜ", "KeyN", "newSeed"],
    ["Process", "KeyR", "reset"],
  ])("%s at %s, with a Korean input source", (key, code, does) => {
    expect(press(key, code)).toBe(does);
  });

  it("go by the letter where the keyboard writes Latin ones, wherever they lie", () => {
    expect(press("p", "KeyR"), "Dvorak").toBeUndefined();
    expect(press("r", "KeyO"), "Dvorak").toBe("reset");
  });

  it("leave shortcuts of the browser, unfinished syllables and other keys alone", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
      expect(press("r", "KeyR", { [held]: true })).toBeUndefined();
      expect(press("ㄱ", "KeyR", { [held]: true })).toBeUndefined();
    }
    expect(press("ㅁ", "KeyA")).toBeUndefined();
    expect(press("Enter", "Enter")).toBeUndefined();
  });
});
