import type { Checkpoint } from "./checkpoint";
import type { SubjectTrainer } from "./subject";

const EVERY_MS = 3_000;
/** … and whenever so much more has been learned: most of what there is to see happens in the first steps. */
const GROWTH = 1.25;

/** Decides when a run's weights are kept, and keeps them only of a run that is still learning. */
export class Keeper {
  private keptAt = 0;
  private keptStep = -1;
  private nextStep = 0;
  /** What a step has made of the weights, only the loss of the next one tells: until then nobody hears of them. */
  private untold: Checkpoint | undefined;
  private recordedStep = 0;
  private firstTotal: number | undefined;
  private leastTotal = Number.POSITIVE_INFINITY;
  private lastTotal = Number.NaN;

  constructor(
    private readonly trainer: SubjectTrainer,
    private readonly tell: (checkpoint: Checkpoint) => void,
  ) {}

  /** Takes note of the loss that a step began with. */
  record(step: number, total: number): void {
    this.firstTotal ??= total;
    this.leastTotal = Math.min(this.leastTotal, total);
    this.lastTotal = total;
    this.recordedStep = step;
  }

  /** The run has gone to a step that was kept before. */
  goneTo(step: number): void {
    this.keptStep = step;
    this.nextStep = GROWTH * step;
    this.untold = undefined;
    this.recordedStep = step;
  }

  /** The weights of the step that it stands at are others now. */
  altered(): void {
    this.keptStep = -1;
    this.nextStep = 0;
    this.untold = undefined;
  }

  /** @param goesOn whether a next step will tell how this one went */
  async maybeKeep(goesOn: boolean): Promise<void> {
    const { step } = this.trainer;
    this.judge(goesOn);
    const overdue = performance.now() - this.keptAt > EVERY_MS;
    const due = !goesOn || overdue || step >= this.nextStep;
    if (!due || step === this.keptStep || !this.isHealthy(step)) return;
    this.keptAt = performance.now();
    this.keptStep = step;
    this.nextStep = GROWTH * step;
    this.untold = await this.trainer.checkpoint();
    this.judge(goesOn);
  }

  private judge(goesOn: boolean): void {
    const { untold } = this;
    if (!untold || (goesOn && untold.step > 0 && this.recordedStep <= untold.step)) return;
    this.untold = undefined;
    if (this.isHealthy(untold.step)) this.tell(untold);
  }

  /**
   * A run is past saving once its loss is further above what it was before its first step than that is from 0, or has since
   * come down. A loss may be negative, where p(x|z) is a density, or begin near 0.
   */
  private isHealthy(step: number): boolean {
    const first = this.firstTotal ?? Number.NaN;
    return step === 0 || this.lastTotal <= first + Math.max(Math.abs(first), first - this.leastTotal);
  }
}
