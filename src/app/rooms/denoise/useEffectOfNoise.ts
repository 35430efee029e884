import { useCallback, useEffect, useState } from "react";
import type { ModelId } from "../../../engine/knobs";
import type { Spoiling } from "../../../engine/training/shown";
import type { Queries } from "../../../workers/protocol";
import { useExperiment, useStore } from "../../store";
import { useLiveAnswer } from "../useLiveAnswer";

export type Effect = Queries["noiseEffect"]["answer"];

interface Kept {
  readonly run: number;
  readonly model: ModelId;
  readonly data: string;
  readonly noise: string;
  readonly effect: Effect;
}

/** What was measured last of this run, and of the one before: they outlive the room, to be compared. */
let [latest, before]: (Kept | undefined)[] = [];

/** What noise does to held-out samples, measured anew whenever they are evaluated, or the noise is another. */
export function useEffectOfNoise({ corruption, strength }: Spoiling) {
  const { model, dataset, size, shape } = useExperiment();
  const run = useStore((state) => state.run.id);
  const ready = useStore((state) => state.run.info !== undefined);
  const evaluation = useStore((state) => state.run.evaluation);
  const draw = useStore((state) => state.noiseDraw);
  const question = useCallback(() => ({ noise: { corruption, strength } }), [corruption, strength, draw, run]);
  const { answer } = useLiveAnswer("noiseEffect", ready ? question : undefined, evaluation);
  const [rival, setRival] = useState<Kept>();
  const data = [dataset, size, shape].join();
  const noise = [corruption, strength].join();
  useEffect(() => {
    if (!answer) return;
    if (latest && latest.run !== run && latest.model !== model) before = latest;
    latest = { run, model, data, noise, effect: answer };
    setRival(before);
  }, [answer]);
  const comparable = rival && rival.model !== model && rival.data === data && rival.noise === noise;
  return { effect: answer, ...(comparable && { rival }) };
}
