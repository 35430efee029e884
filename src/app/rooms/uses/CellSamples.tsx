import { useEffect, useMemo, useState } from "react";
import { CloudThumbnail } from "../../../components/charts/cloud/CloudThumbnail";
import { PixelImage } from "../../../components/flow/PixelImage";
import { isPointSummary } from "../../../engine/data/samples";
import type { RunInfo } from "../../../workers/protocol";
import { heldOutImages } from "../../actions/probing";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useClassName } from "../../useClassName";
import type { Cell } from "./confusions";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

export interface CellSamplesProps {
  readonly cell: Cell | undefined;
  /** Indices of held-out samples. */
  readonly members: readonly number[] | undefined;
}

const COLUMNS = 8;
const MOST = 24;

/** The held-out samples in one cell of the confusion matrix. */
export function CellSamples({ cell, members }: CellSamplesProps) {
  const t = useUsesT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const isPoints = isPointSummary(info?.dataset);
  const pixels = useImages(isPoints ? undefined : members);
  if (!cell || !members) return <p className={styles.invite}>{t("classifier.pick")}</p>;
  const said = { count: members.length, truth: nameOf(cell.truth), predicted: nameOf(cell.predicted) };
  return (
    <section className={styles.card}>
      <p aria-live="polite">
        {t(cell.truth === cell.predicted ? "classifier.recognised" : "classifier.members", said)}
      </p>
      {info && isPoints ? (
        <MemberPoints info={info} members={members} />
      ) : (
        <PixelImage className={styles.members} pixels={pixels} {...shapeOf(info)} columns={COLUMNS} square label="" />
      )}
      <p className={styles.note}>
        {!isPoints && members.length > MOST ? t("classifier.more", { shown: String(MOST) }) : "\u00a0"}
      </p>
    </section>
  );
}

/** Where the points of the cell lie. */
function MemberPoints({ info, members }: { readonly info: RunInfo; readonly members: readonly number[] }) {
  const dimensions = isPointSummary(info.dataset) ? info.dataset.dimensions : 2;
  const { points, labels } = useMemo(() => {
    const { cloud = new Float32Array(), labels: all } = info;
    const shown = members.filter((i) => (i + 1) * dimensions <= cloud.length);
    return {
      points: Float32Array.from(shown.flatMap((i) => [...cloud.subarray(i * dimensions, (i + 1) * dimensions)])),
      labels: Uint16Array.from(shown, (i) => all?.[i] ?? 0),
    };
  }, [info, members, dimensions]);
  return (
    <div className={styles.cloud}>
      <CloudThumbnail dimensions={dimensions} points={points} labels={labels} />
    </div>
  );
}

/** Pixels of the first of these images; those before stay until the new ones are here. */
function useImages(members: readonly number[] | undefined): Uint8Array | undefined {
  const wanted = members?.slice(0, MOST).join(" ");
  const [pixels, setPixels] = useState<Uint8Array>();
  useEffect(() => {
    if (wanted === undefined) return;
    let current = true;
    heldOutImages(wanted === "" ? [] : wanted.split(" ").map(Number)).then(
      (answer) => current && setPixels(answer),
      () => {}, // its run has gone; the next one has cells of its own
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  return pixels;
}
