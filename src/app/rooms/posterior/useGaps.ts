import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CurvePoint } from "../../../components/charts/LossChart";
import type { Gaps } from "../../../workers/rooms/posterior";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** The fixed handful: the first held-out samples. */
const HANDFUL = 6;

interface Kept {
  readonly run: number;
  readonly points: readonly CurvePoint[];
}

/** What was measured while the room was open, until the next run. */
let kept: Kept = { run: -1, points: [] };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const pointOf = ({ step, kl }: Gaps): CurvePoint => ({ step, value: mean(kl) });

/** What the encoder alone has done. */
interface Alone extends Kept {
  /** Mean log p(x) before and after, nats: the decoder stands still, and so does it. */
  readonly logEvidence: readonly [number, number];
}

/** Mean KL(q ‖ p(z|x)) of the handful, measured as often as training leaves time for it. */
export function useGaps() {
  const run = useStore((state) => state.run.id);
  const heldOut = useStore((state) => state.run.info?.dataset.heldOut);
  const evaluation = useStore((state) => state.run.evaluation);
  const count = Math.min(HANDFUL, heldOut ?? 0);
  const indices = useMemo(() => Array.from({ length: count }, (_, i) => i), [count]);
  const { answer } = useAnswer(
    count > 0
      ? { key: [indices], version: evaluation, ask: (options) => ask("posteriorGaps", { indices }, options) }
      : undefined,
  );
  const [curve, setCurve] = useState(kept);
  useEffect(() => {
    if (kept.run !== run) kept = { run, points: [] };
    if (answer && answer.step > (kept.points.at(-1)?.step ?? -1))
      kept = { run, points: [...kept.points, pointOf(answer)] };
    setCurve(kept);
  }, [answer, run]);
  return { indices, points: curve.run === run ? curve.points : [] };
}

/** The same from where the run stands, while a copy holds the decoder and only the encoder learns. */
export function useEncoderAlone(indices: readonly number[]) {
  const run = useStore((state) => state.run.id);
  const [found, setFound] = useState<Alone>();
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const abort = useRef<AbortController>(undefined);
  const cancel = useCallback(() => abort.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  const start = async () => {
    const mine = new AbortController();
    abort.current = mine;
    setProgress({ done: 0, total: 1 });
    const onProgress = (done: number, total: number) => setProgress({ done, total });
    try {
      const { gaps } = await ask("encoderAlone", { indices }, { signal: mine.signal, onProgress });
      const ends = [gaps[0], gaps.at(-1)].map((gap) => mean(gap?.logEvidence ?? []));
      setFound({ run, points: gaps.map(pointOf), logEvidence: ends as [number, number] });
    } catch {
      // Cancelled, or its run has gone.
    }
    setProgress(undefined);
  };
  return { found: found?.run === run ? found : undefined, progress, start, cancel };
}
