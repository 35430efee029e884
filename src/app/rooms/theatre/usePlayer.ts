import { useEffect, useMemo, useRef, useState } from "react";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useMedia } from "../../useMedia";
import { type Played, Player, type Wanted } from "./player";

/** Where motion is unwelcome, the picture changes so seldom, and by more. */
const CALM_S = 0.7;

/** The sample that is drawn number by number, begun anew whenever something else is wanted or there is another run. */
export function usePlayer(wanted: Wanted, perSecond: number): { player: Player; played: Played } {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const [heard, setHeard] = useState<{ of: Player; played: Played }>();
  const player = useMemo(() => {
    const made: Player = new Player(
      (kind, question) => ask(kind, question, { byHand: true }),
      (played) => setHeard({ of: made, played }),
    );
    return made;
  }, [run]);
  const played = heard?.of === player ? heard.played : player.played;
  const before = useRef<Wanted>(undefined);
  useEffect(() => () => player.close(), [player]);
  useEffect(() => {
    if (run === undefined) return;
    void player.begin(wanted, before.current?.draw === wanted.draw);
    before.current = wanted;
  }, [player, run, wanted]);
  const { playing } = played;
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function look(now) {
      frame = requestAnimationFrame(look);
      const seconds = (now - last) / 1000;
      if (calm && seconds < CALM_S) return;
      last = now;
      // After a time in the background there is no need to catch up.
      player.tick(Math.min(1, Math.max(0, seconds)), perSecond);
    });
    return () => cancelAnimationFrame(frame);
  }, [player, playing, perSecond, calm]);
  return { player, played };
}
