/** Two VAEs race from one seed, each with its own β. */
export const raceEn = {
  title: "β race",
  statement:
    "Two VAEs from one seed, on the same batches, with different β. The larger β pays for a smaller KL with a worse reconstruction. Both β are live.",
  start: "Start the race",
  end: "End the race",
  swap: "Swap β",
  swapHint: "From the next step on, each trains with the other's β",
  run: "{name}: β = {beta}",
  beta: "β of {name}",
  exact: "β of {name}, exact value",
  reconstruction: "Reconstruction, nats",
  kl: "KL, nats",
  step: "step",
  empty: "The curves start with the first step. Press Play.",
  plane: "Latent plane of {name}. Plus and minus zoom; 0 fits.",
  bars: "KL per latent dimension of {name}, nats",
  strip: "Held-out samples, and what {name} makes of them",
} as const;
