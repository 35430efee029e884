import { Eraser } from "lucide-react";
import { useEffect, useState } from "react";
import { FIRST_TURN } from "../../../components/charts/cloud/project";
import { PixelImage } from "../../../components/flow/PixelImage";
import { IconButton } from "../../../components/ui/Button";
import { vector } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { isPointSummary } from "../../../engine/data/samples";
import type { Score } from "../../../engine/training/rebuild";
import { useT } from "../../../i18n/useT";
import { latestOnly } from "../../../workers/client";
import type { Queries } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import { InputCloud } from "../../Clouds";
import { clearPad } from "../../pad";
import { RunPad } from "../../RunPad";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import styles from "./Anomalies.module.css";
import { useUsesT } from "./texts";
import uses from "./Uses.module.css";

type Own = Queries["anomaly"]["answer"];

/** The followed sample's score, as it moves with the hand and with the model. */
export function useFollowed(score: Score, step: number | undefined): Own | undefined {
  const run = useStore((state) => state.run.id);
  const source = useStore((state) => state.probing.source);
  const [own, setOwn] = useState<{ run: number; score: Score; answer: Own }>();
  const [follow] = useState(() =>
    latestOnly(async (asked: { source: typeof source; score: Score; run: number; byHand: boolean }) => {
      try {
        const answer = await ask("anomaly", asked, { byHand: asked.byHand });
        setOwn({ run: asked.run, score: asked.score, answer });
      } catch {
        // The run is gone or not there yet; its first evaluation asks again.
      }
    }),
  );
  useEffect(() => follow({ source, score, run, byHand: true }), [follow, source, score, run]);
  useEffect(() => {
    if (step !== undefined) follow({ source, score, run, byHand: false });
  }, [follow, step]);
  return own?.run === run && own.score === score ? own.answer : undefined;
}

export interface OwnSampleProps {
  readonly own: Own | undefined;
  readonly isAlarm: boolean | undefined;
  readonly format: (value: number) => string;
}

/** Something odd of one's own: draw it, and see whether it raises the alarm. */
export function OwnSample({ own, isAlarm, format }: OwnSampleProps) {
  const t = useUsesT();
  const say = useT();
  const info = useStore(({ run }) => run.info);
  const [turn, setTurn] = useState(FIRST_TURN);
  const shape = shapeOf(info);
  const isPoints = isPointSummary(info?.dataset);
  const verdict = isAlarm === undefined ? "–" : t(isAlarm ? "anomalies.alarm" : "anomalies.quiet");
  return (
    <section className={uses.card} aria-label={t("anomalies.own")}>
      <div className={uses.bar}>
        <h2>{t(isPoints ? "anomalies.ownPoint" : "anomalies.own")}</h2>
        {!isPoints && (
          <IconButton label={say("flow.clear")} onClick={clearPad}>
            <Eraser size={16} />
          </IconButton>
        )}
      </div>
      <div className={styles.own}>
        {isPoints ? (
          <InputCloud turn={turn} onTurn={setTurn} />
        ) : (
          <RunPad picture={own?.x instanceof Uint8Array ? own.x : undefined} label={`x, ${say("flow.input")}`} />
        )}
        {own?.xHat instanceof Float32Array ? (
          <p className={styles.rebuiltPoint}>
            <span>x {vector(own.x, 3)}</span>
            <span>x̂ {vector(own.xHat, 3)}</span>
          </p>
        ) : (
          <div className={styles.rebuilt}>
            <PixelImage
              className={styles.image}
              pixels={own?.xHat instanceof Uint8Array ? own.xHat : undefined}
              {...shape}
              label={`x̂, ${say("flow.output")}`}
            />
          </div>
        )}
      </div>
      <p className={styles.verdict} data-alarm={isAlarm}>
        <Metric name="own-score" value={own?.score ?? ""} text={own ? format(own.score) : "–"} /> · <b>{verdict}</b>
      </p>
    </section>
  );
}
