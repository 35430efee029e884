/** What a run shows the one that it keeps step with. */
export interface Stepper {
  readonly step: number;
  readonly wantsStep: boolean;
  readonly hasEnded: boolean;
  /** Has it look what there is to do. */
  wake(): void;
  /** Has it hold still for a hand. */
  attend(): void;
}

/**
 * Keeps two runs on the same data in step, seen from one of them: the follower takes a step whenever the leader has, and the
 * leader takes its next one only when the follower has taken as many. A run alone may go as it likes.
 */
export class Lockstep {
  private follower: Lockstep | undefined;

  constructor(
    private readonly own: Stepper,
    private readonly leader: Lockstep | undefined,
  ) {}

  begin(): void {
    if (this.leader) this.leader.follower = this;
  }

  end(): void {
    if (this.leader?.follower === this) this.leader.follower = undefined;
  }

  get follows(): boolean {
    return this.leader !== undefined;
  }

  /** Whether the leader is ahead, or about to be. */
  get isLed(): boolean {
    const leader = this.leader?.own;
    return leader !== undefined && (this.behind > 0 || (leader.wantsStep && !leader.hasEnded));
  }

  /** Steps that the leader has taken and this run has not; 0 without a leader. */
  get behind(): number {
    return this.leader ? Math.max(0, this.leader.own.step - this.own.step) : 0;
  }

  /** How many steps may be taken now, so that neither run is ahead for long. */
  get stepsAllowed(): number {
    if (this.leader) return this.behind;
    return this.follower && this.follower.behind > 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  followerAttends(): void {
    this.follower?.own.attend();
  }

  wakeBoth(): void {
    for (const one of [this, this.follower, this.leader]) one?.own.wake();
  }
}
