/** Filters that do not look ahead (van den Oord et al. 2016, section 3.4). */

/**
 * y = filter [pixels, inputs, outputs], but 0 for what a pixel must not see. The first `places` are open. Of the pixel in the middle,
 * if it is not among them, input colour i is seen by output colours from i + `later` on.
 * @param colours groups of neighbouring channels
 */
export function maskFilter(
  filter: usize,
  y: usize,
  pixels: i32,
  inputs: i32,
  outputs: i32,
  colours: i32,
  places: i32,
  later: i32,
): void {
  const rowBytes = (<usize>outputs) << 2;
  const middle = pixels / 2;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let input = 0; input < inputs; input++) {
      let first = outputs;
      if (pixel === middle) first = min(outputs, (input / (inputs / colours) + later) * (outputs / colours));
      if (pixel < places) first = 0;
      const closed = (<usize>first) << 2;
      memory.fill(y, 0, closed);
      memory.copy(y + closed, filter + closed, rowBytes - closed);
      filter += rowBytes;
      y += rowBytes;
    }
  }
}
