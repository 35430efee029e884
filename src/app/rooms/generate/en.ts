/** The room where an autoencoder and a VAE are asked to make something new. */
export const en = {
  statement:
    "New data: draw z from the prior and decode it. Both decoders get the same z, but only the VAE has learnt to make something of every such z.",
  formula: "z is drawn from the standard normal distribution, and x-hat is the decoder's output for it",
  again: "Draw again",
  paint: "Paint the plane by",
  none: "Nothing",
  certainty: "Certainty",
  distance: "Distance to data",
  certaintyHint: "Mean of |2p − 1| over the pixels: how sure the decoder is that each is ink or paper",
  distanceHint: "How far the decoded sample is from the nearest of up to 2,000 training samples",
  certaintyDarker: "darker: more certain",
  distanceDarker: "darker: nearer",
  legend: "Colour of the plane: from {bare} (bare) to {full} (full)",
  planeHint:
    "Latent plane with the prior's rings, and the z that were drawn as small rings. Arrow keys move the place that both decoders decode, with Shift in larger steps; plus and minus zoom; 0 fits.",
  here: "here",
  decodedHere: "What this place is decoded to by the {model}",
  samples: "Samples of the {model}",
  quality: {
    distance: "sample → nearest data",
    distanceHint:
      "Mean distance of {count} samples to the nearest of up to 2,000 training samples: does each look like something?",
    coverage: "data → nearest sample",
    coverageHint:
      "Mean distance of held-out data to the nearest of {count} samples: is there a sample like each of them?",
    real: "real data {value}",
  },
} as const;
