/** What the bench notes inside the page. It runs there before any of the page's own scripts, and touches nothing. */

/** One move of the hand, in the page's clock (ms since navigation). */
export interface Move {
  readonly kind: "slider" | "plane";
  /** When the browser received the mouse or key event behind it. */
  readonly at: number;
  /** The first question to the model that can know of this move. */
  readonly firstQuery: number;
}

/** A new image on the x̂ canvas. */
export interface Painting {
  /** When the frame that shows it was done on the main thread. */
  readonly at: number;
  /** The question that it answers. */
  readonly query: number;
  readonly hash: number;
}

/** A slow frame with the scripts that made it slow (long animation frames). */
export interface SlowFrame {
  readonly at: number;
  readonly ms: number;
  readonly scripts: readonly { readonly ms: number; readonly what: string }[];
  /** From the start of rendering, and from the start of style and layout, to the end of the frame. */
  readonly renderMs: number;
  readonly styleMs: number;
}

interface PageRecord {
  /** The frame after the workbench appeared. */
  workbenchAt?: number;
  /** The frame in which the first training loss was shown. */
  firstLossAt?: number;
  /** Every held-out loss as it was shown. */
  readonly heldOut: { readonly at: number; readonly loss: number }[];
  readonly slowFrames: SlowFrame[];
  readonly moves: Move[];
  readonly paintings: Painting[];
}

declare global {
  var bench: PageRecord;
}

export function watchPage(): void {
  const record: PageRecord = { heldOut: [], slowFrames: [], moves: [], paintings: [] };
  globalThis.bench = record;

  const afterFrame = (then: (now: number) => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(0);
    });

  // ── what the page shows ──
  const read = (metric: string) => {
    const text = document.querySelector(`[data-metric="${metric}"]`)?.getAttribute("data-value");
    return text ? Number(text) : undefined;
  };
  const seen = { workbench: false, loss: false };
  new MutationObserver(() => {
    if (!seen.workbench && document.querySelector("[data-state]")) {
      seen.workbench = true;
      afterFrame((now) => {
        record.workbenchAt = now;
      });
    }
    if (!seen.loss && read("loss") !== undefined) {
      seen.loss = true;
      afterFrame((now) => {
        record.firstLossAt = now;
      });
    }
    const loss = read("heldout-loss");
    if (loss !== undefined && loss !== record.heldOut.at(-1)?.loss)
      record.heldOut.push({ at: performance.now(), loss });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-value"] });

  // ── what slows its frames ──
  interface AnimationFrame extends PerformanceEntry {
    readonly renderStart: number;
    readonly styleAndLayoutStart: number;
    readonly scripts: readonly (PerformanceEntry & {
      invoker: string;
      sourceURL: string;
      sourceFunctionName: string;
      sourceCharPosition: number;
    })[];
  }
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries() as AnimationFrame[]) {
      const end = frame.startTime + frame.duration;
      record.slowFrames.push({
        at: frame.startTime,
        ms: frame.duration,
        renderMs: frame.renderStart ? end - frame.renderStart : 0,
        styleMs: frame.styleAndLayoutStart ? end - frame.styleAndLayoutStart : 0,
        scripts: frame.scripts.map(({ duration, invoker, sourceURL, sourceFunctionName, sourceCharPosition }) => ({
          ms: duration,
          what: `${invoker} ${sourceFunctionName} ${sourceURL.split("/").at(-1)}:${sourceCharPosition}`,
        })),
      });
    }
  }).observe({ type: "long-animation-frame", buffered: true });

  // ── from a move of the hand to the image it asked for ──
  const hash = (bytes: ArrayLike<number>, start: number, stride: number) => {
    let sum = 2166136261;
    for (let i = start; i < bytes.length; i += stride) sum = Math.imul(sum ^ (bytes[i] as number), 16777619);
    return sum >>> 0;
  };
  let queries = 0;
  const queryOfId = new Map<number, number>();
  const queryOfImage = new Map<number, number>();
  const PageWorker = globalThis.Worker;
  globalThis.Worker = class extends PageWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        const query = queryOfId.get(data.id);
        if (data.type !== "answer" || query === undefined) return;
        queryOfId.delete(data.id);
        queryOfImage.set(hash(data.answer.xHat, 0, 1), query);
      });
    }
    override postMessage(message: { type: string; kind?: string; id: number }, ...rest: never[]) {
      if (message.type === "query" && message.kind === "probe") queryOfId.set(message.id, queries++);
      super.postMessage(message, ...rest);
    }
  };

  const paint = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    paint.apply(this, args as never);
    if (!this.canvas.getAttribute("aria-label")?.startsWith("x\u0302")) return;
    const image = hash((args[0] as ImageData).data, 3, 4);
    const query = queryOfImage.get(image);
    if (query === undefined) return;
    queryOfImage.delete(image);
    afterFrame((at) => record.paintings.push({ at, query, hash: image }));
  };

  let hand = 0;
  const note = (kind: Move["kind"]) => record.moves.push({ kind, at: hand, firstQuery: queries });
  for (const type of ["pointerdown", "pointermove", "keydown"] as const)
    addEventListener(
      type,
      (event) => {
        hand = event.timeStamp;
        const onPlane = (event.target as Element).matches?.("canvas[role=application]:active");
        if (type === "pointermove" && onPlane && (event as PointerEvent).buttons === 1) note("plane");
      },
      { capture: true },
    );
  addEventListener(
    "input",
    ({ target }) => (target as Element).matches("[role=tabpanel] input[type=range]") && note("slider"),
    { capture: true },
  );
}
