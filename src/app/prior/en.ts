export const en = {
  statement: {
    pixels:
      "Nothing is put into a code and back here. A prior says how probable every image is, and draws new ones, one number after the other.",
    codes:
      "The autoencoder stands still. Its prior says how probable every grid of codes is, and draws new ones, code by code, to be decoded.",
  },
  formula: "log p of x is the sum over its {numbers} numbers of log p of each, given those before it",
  given: "c: the codes of the coarser grid. What they cost, their own prior says; the numbers here come on top.",
  uniform: "Drawn evenly",
  uniformHint: "any of {levels} values, whatever is beside it",
  learned: "Drawn from the prior",
  learnedHint: "as it was at step {step}",
  learnedByClass: "Drawn from the prior, a row for each class",
  real: "Real, held out",
  realHint: "not one of them was learned from",
  images: "{what}: {count} images",
  again: "Draw again",
  temperature: "Temperature",
  temperatureHint:
    "T of softmax(logits / T): below 1 what is likely becomes likelier, at 0 only the likeliest is drawn",
  class: "Class",
  every: "every class",
  drawing: "Drawing… {percent} %",
  cancel: "Cancel",
  untrained:
    "It has learned nothing yet: any value is about as probable as any other to it, and its samples look like those drawn evenly. Press Play.",
  stale:
    "The autoencoder has changed since this prior learned from its codes: they may mean something else now. Train the prior anew.",
  couldBe: "images there could be",
  couldBeCodes: "code grids there could be",
  shows: "the data show",
  among: "a fair choice among",
  amongHint:
    "e to the −log p(x) of held-out images: choosing evenly among so many would be as uncertain as the prior is",
  sureness: "How sure it is of what comes next",
  perPixel: "nats per pixel",
  perColour: "nats per colour of a pixel",
  perCode: "nats per code",
  even: "drawn evenly, log {levels}",
  bits: "bits per dimension",
  bitsCode: "bits per code",
} as const;
