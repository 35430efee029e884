import { useMemo } from "react";
import { useStore } from "../store";
import { type Focus, focusOf } from "./focus";
import { shownCodes, useLooked } from "./looked";

/** The codes on show, and what is looked at of them. */
export function useFocus(): Focus & { readonly codes: Uint16Array | undefined; readonly painted: boolean } {
  const painted = useLooked((state) => state.painted);
  const looked = useLooked(({ hovered, pinned }) => hovered ?? pinned);
  const probing = useStore((state) => state.probing);
  const probe = useStore((state) => state.probe);
  const width = useStore(({ run }) => run.info?.code.width ?? 1);
  const codes = shownCodes({ painted }, { probing, probe });
  return useMemo(
    () => ({ ...focusOf(looked, codes, width), codes, painted: codes !== undefined && codes === painted?.codes }),
    [looked, codes, width, painted],
  );
}
