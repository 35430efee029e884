import { ChevronRight, FolderOpen } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { Button } from "../components/ui/Button";
import { count, fixed } from "../components/ui/format";
import { imageSize } from "../engine/data/dataset";
import { isPointSummary } from "../engine/data/samples";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { CloudPicture } from "./Clouds";
import { cancelImport, importFiles } from "./controller";
import styles from "./DataCard.module.css";
import { DataGallery } from "./DataGallery";
import { FetchButton } from "./FetchButton";
import { KeptList } from "./KeptList";
import { pickedFiles } from "./openedFiles";
import { PreparingStatus } from "./PreparingStatus";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";
import { useDataName } from "./useDataName";

/** Images shown on the card, two by two. */
const SHOWN = 4;

/** The data set in use, and the way to open one's own. */
export function DataCard() {
  const t = useT();
  const { dataset } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const dataName = useDataName();
  const [choosing, setChoosing] = useState(false);
  const close = useCallback(() => setChoosing(false), []);
  const importing = useStore((state) => state.importing);
  const fetching = useStore((state) => state.fetching?.id as DatasetId | undefined);
  const picker = useRef<HTMLInputElement>(null);
  const openFiles = () => picker.current?.click();
  const summary = info?.dataset;
  const points = isPointSummary(summary);
  return (
    <>
      <button type="button" className={styles.card} aria-haspopup="dialog" onClick={() => setChoosing(true)}>
        <div className={styles.thumbnail}>
          {info && points && <CloudPicture info={info} />}
          {info && summary && !points && (
            <PixelImage
              pixels={info.strip.subarray(0, SHOWN * imageSize(summary))}
              {...shapeOf(info)}
              columns={2}
              square
              label=""
            />
          )}
        </div>
        <div className={styles.about}>
          <div>
            <span className="visually-hidden">{t("data.choose")}: </span>
            {dataName(dataset)}
          </div>
          <small className={styles.note}>
            {summary && !points
              ? t("data.summary", {
                  images: count(summary.train + summary.heldOut),
                  width: String(summary.width),
                  height: String(summary.height),
                })
              : points
                ? t("data.pointsSummary", {
                    points: count(summary.train + summary.heldOut),
                    dimensions: String(summary.dimensions),
                  })
                : "\u00a0"}
          </small>
          <small className={styles.note}>
            {summary ? t("data.split", { train: count(summary.train), heldOut: count(summary.heldOut) }) : "\u00a0"}
          </small>
        </div>
        <span className="visually-hidden">{t("data.change")}</span>
        <ChevronRight className={styles.chevron} size={16} aria-hidden="true" />
      </button>
      {choosing ? <DataGallery onClose={close} onOpenFiles={openFiles} /> : <PreparingStatus />}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => {
          void importFiles(pickedFiles(event.target.files ?? []));
          event.target.value = "";
        }}
      />
      {importing ? (
        <div className={styles.importing} role="status">
          <progress value={importing.done} max={Math.max(1, importing.total)} />
          <span>
            {t("data.importing", { percent: fixed(0)((100 * importing.done) / Math.max(1, importing.total)) })}
          </span>
          <Button onClick={cancelImport}>{t("data.cancel")}</Button>
        </div>
      ) : (
        <Button variant="quiet" className={styles.open} title={t("data.openHint")} onClick={openFiles}>
          <FolderOpen size={15} aria-hidden="true" />
          {t("data.open")}
        </Button>
      )}
      {fetching && <FetchButton id={fetching} />}
      <KeptList />
    </>
  );
}
