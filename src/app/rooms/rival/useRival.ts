import { useEffect, useState } from "react";
import { type Derive, endRival, leaveRival, wantRival } from "../../rival";
import type { RoomId } from "../rooms";

export interface RivalControl {
  /** Nobody wants a rival now. */
  readonly alone: boolean;
  readonly start: () => void;
  readonly end: () => void;
}

/**
 * A rival for as long as the room is open and nobody has ended it.
 * @param derive the same function from one rendering to the next, unless the rival is to change
 */
export function useRival(room: RoomId, derive: Derive, startsAlone = false): RivalControl {
  const [alone, setAlone] = useState(startsAlone);
  useEffect(() => {
    if (!alone) wantRival(room, derive);
  }, [room, derive, alone]);
  useEffect(() => leaveRival, []);
  return {
    alone,
    start: () => setAlone(false),
    end: () => {
      setAlone(true);
      endRival();
    },
  };
}
