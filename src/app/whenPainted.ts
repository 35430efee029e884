/** A hidden page paints nothing and is asked for no animation frame: after so long, what it has been told counts as painted. */
const HIDDEN_MS = 1000;

/**
 * Calls back once, after the next painting of the page, or a second later where nothing is painted: in a hidden tab the
 * worker then goes on sending its numbers in small portions, instead of keeping all those of an hour.
 */
export function whenPainted(then: () => void): void {
  const done = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    then();
  };
  const frame = requestAnimationFrame(done);
  const timer = setTimeout(done, HIDDEN_MS);
}
