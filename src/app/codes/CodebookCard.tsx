import { useMemo, useState } from "react";
import { TileGrid } from "../../components/charts/codes/TileGrid";
import { Button } from "../../components/ui/Button";
import { count, fixed } from "../../components/ui/format";
import { Heading } from "../../components/ui/Heading";
import { codesLearn } from "../../engine/experiment";
import { chooseLive } from "../actions/experiments";
import { useExperiment, useStore } from "../store";
import { usePoints } from "../usePoints";
import styles from "./CodebookCard.module.css";
import { collapseCodes, reviveCodes } from "./changing";
import { look, pin, takeBrush, useLooked } from "./looked";
import { useCodesT } from "./texts";
import { useCodes } from "./useCodes";
import { useFocus } from "./useFocus";
import { useHealth } from "./useHealth";
import { useTiles } from "./useTiles";

const percent = fixed(1);

/** All codes, how much each is used, and what can go wrong with them. */
export function CodebookCard({ framed = true }: { readonly framed?: boolean }) {
  const say = useCodesT();
  useCodes();
  const experiment = useExperiment();
  const { codes: choices } = experiment;
  const codebook = useLooked((state) => state.codebook);
  const heldOut = useStore(({ run }) => run.codeUsage);
  const patches = useTiles();
  const { code } = useFocus();
  const usage = codebook?.usage;
  const shares = useMemo(() => {
    const most = usage ? Math.max(...usage) : 0;
    return usage && most > 0 ? usage.map((share) => share / most) : undefined;
  }, [usage]);
  return (
    <section className={framed ? styles.card : ""} aria-label={say("codebook")}>
      <Heading aside={codesLearn(experiment) && <Changes />}>
        {say("codebook")}: {say("words", { codes: count(choices) })}
        {heldOut && (
          <>
            , {say("inUse", { inUse: count(heldOut.used) })},{" "}
            {say("perplexity", { perplexity: percent(heldOut.perplexity) })}
          </>
        )}
      </Heading>
      <div className={styles.tiles}>
        <TileGrid
          count={choices}
          patches={patches}
          shares={shares}
          dead={codebook?.dead}
          current={code !== undefined && code < choices ? code : undefined}
          label={say("codebookLabel", { codes: count(choices) })}
          tileLabel={(tile) => {
            const share = usage?.[tile];
            if (!shares || share === undefined) return say("codeUnknown", { code: String(tile) });
            return !codebook?.dead[tile]
              ? say("codeLabel", { code: String(tile), share: percent(100 * share) })
              : say("codeDead", { code: String(tile) });
          }}
          onLook={(at) => look(at === undefined ? undefined : { code: at })}
          onPress={(at) => {
            pin({ code: at });
            takeBrush(at);
          }}
        />
      </div>
      {codesLearn(experiment) ? <HealthNote /> : <FixedNote />}
    </section>
  );
}

/** Collapse it, revive it. */
function Changes() {
  const say = useCodesT();
  const { dead } = useHealth();
  const isReady = useStore(({ run }) => run.info !== undefined);
  const [revived, setRevived] = useState<number>();
  return (
    <div className={styles.changes}>
      <span className={styles.revived} role="status">
        {revived !== undefined && say("revived", { count: count(revived) })}
      </span>
      <Button
        className={styles.small}
        title={say("collapseHint")}
        disabled={!isReady}
        onClick={() => {
          setRevived(undefined);
          collapseCodes().catch(() => {}); // its run has gone
        }}
      >
        {say("collapse")}
      </Button>
      <Button
        className={styles.small}
        title={say("reviveHint")}
        disabled={!isReady || dead === 0}
        onClick={() => reviveCodes().then(setRevived, () => {})} // its run has gone
      >
        {say("revive")}
      </Button>
    </div>
  );
}

/** The same line under tiles that nothing moves. */
function FixedNote() {
  const say = useCodesT();
  const { codes } = useExperiment();
  const points = usePoints();
  const { used } = useHealth();
  return (
    <p className={styles.note}>{say(points ? "fixedPoints" : "fixed", { used: count(used), codes: count(codes) })}</p>
  );
}

/** One line under the tiles: what they show, or what is wrong and what helps. */
function HealthNote() {
  const say = useCodesT();
  const { codes, restart } = useExperiment();
  const points = usePoints();
  const { health, dead, used } = useHealth();
  const alarm = health === "onePoint" || health === "fewInUse";
  return (
    <div className={styles.foot}>
      <p
        className={`${styles.note} ${alarm ? styles.alarm : ""}`}
        role={alarm ? "alert" : undefined}
        data-health={health}
      >
        {alarm
          ? say(health, { used: count(used), codes: count(codes) })
          : health === "dead"
            ? say("dead", { count: count(dead), codes: count(codes) })
            : say(points ? "notePoints" : "note")}
      </p>
      {(alarm || health === "dead") && restart === "off" && (
        <Button className={styles.small} onClick={() => void chooseLive({ restart: "on" })}>
          {say("restartOn")}
        </Button>
      )}
    </div>
  );
}
