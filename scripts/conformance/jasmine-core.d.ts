/** What we use of Jasmine, which comes without types. */
declare module "jasmine-core" {
  interface Outcome {
    readonly fullName: string;
    readonly status: string;
    readonly failedExpectations: readonly { readonly message: string }[];
  }
  export interface Reporter {
    specStarted(): void;
    specDone(outcome: Outcome): void;
    suiteDone(outcome: Outcome): void;
    jasmineDone(): void;
  }
  interface Env {
    configure(options: { random: boolean; specFilter(spec: { getFullName(): string }): boolean }): void;
    addReporter(reporter: Reporter): void;
    execute(): void;
  }
  interface Jasmine {
    DEFAULT_TIMEOUT_INTERVAL: number;
    getEnv(): Env;
  }
  interface Core {
    /** Makes `describe`, `it` and the rest global. */
    boot(): Jasmine;
  }
  const core: Core;
  export default core;
}
