/** The workbench as a person meets it: opened by link, read by its public hooks, worked by its accessible names. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { en } from "../src/i18n/en";

export { expect } from "@playwright/test";

type State = "loading" | "ready" | "playing" | "paused" | "failed";
export type Texts = { [Part in keyof typeof en]: { [Key in keyof (typeof en)[Part]]: string } };

/** A model that takes hundreds of steps a second on two cores, and still learns. */
export const SMALL = "dataset=digits&model=vae&latent=2&hidden=32&batch=32&seed=7";

/** Starting a backend, and everything else that a busy machine may take its time for. */
const PATIENCE = 45_000;

/** A text of the page with its blanks filled. */
export function say(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_blank, name) => String(values[name]));
}

/** The same as a pattern: blanks that are not given match anything. */
export function pattern(text: string, values: Record<string, string | number> = {}): RegExp {
  const literally = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = text.split(/\{(\w+)\}/);
  return new RegExp(
    parts.map((part, i) => (i % 2 === 0 || part in values ? literally(String(values[part] ?? part)) : ".+?")).join(""),
  );
}

export class Workbench {
  readonly root: Locator;

  constructor(
    readonly page: Page,
    readonly texts: Texts = en,
  ) {
    this.root = page.locator("#root > [data-state]");
  }

  async open(hash = SMALL, state: State = /(^|&)play=1/.test(hash) ? "playing" : "ready"): Promise<void> {
    await this.page.goto(`./#${hash}`);
    await this.waitForState(state);
  }

  async waitForState(state: State, timeout = PATIENCE): Promise<void> {
    await expect(this.root).toHaveAttribute("data-state", state, { timeout });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  notice(kind: string): Locator {
    return this.page.locator(`[data-notice="${kind}"]`);
  }

  async openGallery(): Promise<Locator> {
    await this.page.getByRole("button", { name: this.texts.data.change }).click();
    const gallery = this.page.getByRole("dialog", { name: this.texts.data.gallery });
    await expect(gallery.getByRole("listitem").first()).toBeVisible(); // its content comes after it
    return gallery;
  }

  async play(): Promise<void> {
    await this.button(this.texts.transport.play).click();
    await this.waitForState("playing");
  }

  async pause(): Promise<void> {
    await this.button(this.texts.transport.pause).click();
    await this.waitForState("paused");
    await this.settle();
  }

  /** Numbers as they stand at one moment; NaN where there is none yet. */
  async read<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
    const values = await this.page.evaluate(
      (wanted) =>
        wanted.map((name) => document.querySelector<HTMLElement>(`[data-metric="${name}"]`)?.dataset.value ?? ""),
      names as string[],
    );
    return Object.fromEntries(names.map((name, i) => [name, values[i] ? Number(values[i]) : Number.NaN])) as Record<
      Name,
      number
    >;
  }

  async metric(name: string): Promise<number> {
    return (await this.read(name))[name] as number;
  }

  async waitForStep(step: number, timeout = PATIENCE): Promise<void> {
    await expect.poll(() => this.metric("step"), { timeout, intervals: [50] }).toBeGreaterThanOrEqual(step);
  }

  /** Waits until the run has taken this many steps more: it is alive. */
  async expectMoreSteps(more = 3): Promise<void> {
    await this.waitForStep((await this.metric("step")) + more);
  }

  /** The step once it no longer changes: not from one look to the next, and the next; frames are late on a busy machine. */
  async settle(): Promise<number> {
    let before = await this.metric("step");
    for (let looks = 0; looks < 3; ) {
      await this.page.waitForTimeout(120);
      const now = await this.metric("step");
      looks = now === before ? looks + 1 : 0;
      before = now;
    }
    return before;
  }

  /** The held-out loss, once there is one. */
  async heldOutLoss(): Promise<number> {
    await expect.poll(() => this.metric("heldout-loss"), { timeout: PATIENCE }).toBeGreaterThan(0);
    return this.metric("heldout-loss");
  }

  async waitForHeldOutLossBelow(limit: number, timeout = 60_000): Promise<void> {
    await expect.poll(() => this.metric("heldout-loss"), { timeout, intervals: [100] }).toBeLessThan(limit);
  }

  /** Takes steps one by one and gives the training loss of each, to the last digit. */
  async lossesOfSteps(count: number): Promise<number[]> {
    const losses: number[] = [];
    for (let i = 0; i < count; i++) {
      const next = (await this.metric("step")) + 1;
      await this.button(this.texts.transport.step).click();
      await this.waitForStep(next);
      const { step, loss } = await this.read("step", "loss");
      expect(step, "one press of Step is one step").toBe(next);
      losses.push(loss);
    }
    return losses;
  }

  /** Types an exact value into a knob's field. */
  async turn(knob: string, value: string | number): Promise<void> {
    const field = this.page.getByLabel(say(this.texts.knobs.exact, { knob }), { exact: true });
    if (!(await field.isVisible())) await this.page.getByText(this.texts.knobs.more, { exact: true }).click();
    await field.fill(String(value));
    await field.press("Enter");
  }

  tab(name: string): Locator {
    return this.page.getByRole("tab", { name, exact: true });
  }

  get x(): Locator {
    return this.pad.locator("canvas");
  }

  get pad(): Locator {
    return this.page.getByRole("button", { name: `x, ${this.texts.flow.input}` });
  }

  get xHat(): Locator {
    return this.page.getByRole("img", { name: `x̂, ${this.texts.flow.output}` });
  }

  get plane(): Locator {
    return this.page.getByRole("application", { name: this.texts.latent.planeHint });
  }

  /** Opens the list of backends in the status line. */
  async openBackends(): Promise<Locator> {
    await this.page.locator("[data-metric=backend]").click();
    const list = this.page.getByRole("group", { name: this.texts.backend.title });
    await expect(list).toBeVisible();
    return list;
  }

  /** The switch shows the other language's name, and on a phone only a picture. */
  get languageSwitch(): Locator {
    return this.page.getByTitle(this.texts.header.language);
  }

  get importDialog(): Locator {
    return this.page.getByRole("dialog", { name: this.texts.import.title });
  }

  /** Says in the dialog of opened files that they are to be trained on. */
  async trainOnFiles(): Promise<void> {
    await this.importDialog.getByRole("button", { name: this.texts.cloud.train }).click();
    await expect(this.importDialog).toBeHidden({ timeout: PATIENCE });
  }

  async pick(files: string[] | { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await this.page.getByTestId("files").setInputFiles(files);
  }
}

/** Runs a script in the page's worker before anything of the worker's own. */
export async function hookWorker(page: Page, script: string): Promise<void> {
  await page.route(/training\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: script + (await response.text()) });
  });
}

export const textOf = async (element: Locator): Promise<string> => (await element.textContent()) ?? "";

/** The number of a step that a message names. */
export async function stepNamedIn(message: Locator): Promise<number> {
  return Number((await textOf(message)).match(/step ([\d,]+)/)?.[1]?.replaceAll(",", ""));
}

/** How much ink each pixel of a picture has, 0 to 255. */
export function ink(picture: Locator): Promise<number[]> {
  return picture.evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from({ length: pixels.length / 4 }, (_, i) => pixels[4 * i + 3] as number);
  });
}

/** Mean difference between two pictures, in levels of 256. */
export function difference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

/** What went on behind a page: nothing of it may be amiss at the end of a journey. */
export interface Watch {
  readonly requests: string[];
  readonly problems: string[];
  /** Problems that a journey brings about itself. */
  readonly expected: RegExp[];
}

export function watch(page: Page): Watch {
  const seen: Watch = { requests: [], problems: [], expected: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  page.on("dialog", (dialog) => {
    seen.problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "error") seen.problems.push(message.text());
  });
  return seen;
}

/** Every journey also fails on an uncaught error, a broken policy, or a request to another place. */
export const test = base.extend<{ watched: Watch; workbench: Workbench }>({
  watched: [
    async ({ page }, use) => {
      const seen = watch(page);
      await use(seen);
      const own = new URL(page.url()).origin;
      const elsewhere = seen.requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== own);
      expect(elsewhere, "requests to other places").toEqual([]);
      const unexpected = seen.problems.filter((problem) => !seen.expected.some((known) => known.test(problem)));
      expect(unexpected, "errors of the page").toEqual([]);
    },
    { auto: true },
  ],
  workbench: async ({ page }, use) => {
    await use(new Workbench(page));
  },
});
