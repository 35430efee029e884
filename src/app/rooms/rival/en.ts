/** What is said of the second of two runs. */
export const en = {
  waiting: "Getting the second run ready…",
  preparing: "Preparing the GPU for the second run… {percent} %",
  together: "Both at step {step}: same seed, same batches, step for step",
  catchingUp: "Catching up: {step} of {of} steps, {seconds} s left. The first run waits.",
  catchingUpSoon: "Catching up: {step} of {of} steps. The first run waits.",
  end: "End it",
  alone: "The second run has ended; the first one trains alone, at full speed.",
  start: "Train it beside",
  diverged: "The loss of the second run is no longer a number, at step {step}. A smaller learning rate would help.",
  outOfMemory: "There is not enough memory for two runs. A smaller batch or narrower layers would help.",
  failed: "The second run stopped unexpectedly ({detail}).",
  again: "Try again",
} as const;
