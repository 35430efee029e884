import { describe, expect, it } from "vitest";
import { importsOf, wrongImports } from "./direction.mjs";

describe("reading imports", () => {
  it("finds every way of importing, and tells types from values", () => {
    const text = `
import type { A } from "./a";
import { type B, type C } from "./b";
import {
  type D,
  e,
} from "./d";
import f from "react";
export { g } from "./g";
export type * from "./h";
import "./style.css";
const later = () => import("./later");
`;
    expect(importsOf(text)).toEqual([
      { path: "./a", types: true },
      { path: "./b", types: true },
      { path: "./d", types: false },
      { path: "./g", types: false },
      { path: "./h", types: true },
      { path: "./style.css", types: false },
      { path: "./later", types: false },
    ]);
  });
});

describe("the direction", () => {
  const wrong = (file: string, statement: string) => wrongImports(file, statement).length > 0;

  it.each([
    ["engine/models/vae.ts", 'import { send } from "../../workers/client";'],
    ["workers/client.ts", 'import { store } from "../app/store";'],
    ["lessons/01-ae/lesson.ts", 'import { store } from "../../app/store";'],
    ["components/charts/Line.tsx", 'import { store } from "../../app/store";'],
    ["components/charts/Line.tsx", 'import { vae } from "../../engine/models/vae";'],
    ["components/charts/Line.tsx", 'export * from "../../lessons/01-ae/lesson";'],
  ])("%s may not: %s", (file, statement) => {
    expect(wrong(file, statement)).toBe(true);
  });

  it.each([
    ["engine/models/vae.ts", 'import { dense } from "../nn/dense";'],
    ["workers/training.worker.ts", 'import { vae } from "../engine/models/vae";'],
    ["components/charts/Line.tsx", 'import type { Frame } from "../../engine/training/frame";'],
    ["app/App.tsx", 'import { Line } from "../components/charts/Line";'],
    ["lessons/01-ae/lesson.ts", 'import { Line } from "../../components/charts/Line";'],
  ])("%s may: %s", (file, statement) => {
    expect(wrong(file, statement)).toBe(false);
  });
});
