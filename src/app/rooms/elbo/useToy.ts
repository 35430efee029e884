import { useEffect, useRef, useState } from "react";
import { type Climber, climb, startClimb } from "../../../engine/elbo/ascent";
import { type Gaussian, TOYS, type ToyId } from "../../../engine/elbo/toy";
import { useMedia } from "../../useMedia";

/** How far x, q's centre and its width may go. */
export const REACH = { x: 3.5, mean: 3.5, deviation: [0.05, 2] } as const;
/** Steps of the ascent in one picture, and those that somebody who wants no motion waits for. */
const STEPS_A_FRAME = 2;
const MOST_STEPS = 3_000;

export interface ToyControl {
  readonly id: ToyId;
  readonly x: number;
  readonly q: Gaussian;
  readonly climbing: boolean;
  readonly setId: (id: ToyId) => void;
  readonly setX: (x: number) => void;
  /** By hand: it ends an ascent. */
  readonly setQ: (q: Gaussian) => void;
  readonly setClimbing: (climbing: boolean) => void;
}

/** The toy of the room: which decoder, which x, and a q that is dragged, or climbs by itself. */
export function useToy(): ToyControl {
  const [id, setId] = useState<ToyId>("line");
  const [x, setX] = useState(2.2);
  const [q, moveQ] = useState<Gaussian>({ mean: 0.7, deviation: 0.7 });
  const [climbing, setClimbing] = useState(false);
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const climber = useRef<Climber>(startClimb(q));

  useEffect(() => {
    if (!climbing) return;
    let frame = 0;
    const next = () => {
      let now = climber.current;
      for (let i = 0; i < (still ? MOST_STEPS : STEPS_A_FRAME) && !now.done; i++) now = climb(TOYS[id], x, now);
      climber.current = now;
      moveQ(now.q);
      if (now.done) setClimbing(false);
      else frame = requestAnimationFrame(next);
    };
    climber.current = { ...startClimb(climber.current.q) };
    frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }, [climbing, id, x, still]);

  const setQ = (wanted: Gaussian) => {
    const [least, most] = REACH.deviation;
    const next = {
      mean: Math.min(REACH.mean, Math.max(-REACH.mean, wanted.mean)),
      deviation: Math.min(most, Math.max(least, wanted.deviation)),
    };
    setClimbing(false);
    climber.current = startClimb(next);
    moveQ(next);
  };
  return { id, x, q, climbing, setId, setX, setQ, setClimbing };
}
