import { ChevronRight, FileUp, FolderOpen } from "lucide-react";
import { type ChangeEvent, useCallback, useRef, useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { Button } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { imageSize } from "../engine/data/dataset";
import { isPointSummary } from "../engine/data/samples";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { CloudPicture } from "./Clouds";
import styles from "./DataCard.module.css";
import { DataGallery } from "./DataGallery";
import { FetchButton } from "./FetchButton";
import { openFiles } from "./importing";
import { KeptList } from "./KeptList";
import { pickedFiles } from "./openedFiles";
import { PreparingStatus } from "./PreparingStatus";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";
import { useDataName } from "./useDataName";

declare module "react" {
  interface InputHTMLAttributes<T> {
    /** Picks a folder with all that is in it; phones that cannot pick files instead. */
    webkitdirectory?: "";
  }
}

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
  const fetching = useStore((state) => state.fetching?.id as DatasetId | undefined);
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const openPicker = () => picker.current?.click();
  const openFolder = () => folder.current?.click();
  const open = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = pickedFiles(target.files ?? []);
    if (files.length > 0) void openFiles(files);
    target.value = ""; // so that the same files can be picked again
  };
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
      {choosing ? (
        <DataGallery onClose={close} onOpenFiles={openPicker} onOpenFolder={openFolder} />
      ) : (
        <PreparingStatus />
      )}
      <input ref={picker} type="file" multiple hidden data-testid="files" onChange={open} />
      <input ref={folder} type="file" multiple hidden webkitdirectory="" data-testid="folder" onChange={open} />
      <div className={styles.open}>
        <Button variant="quiet" title={t("data.openHint")} onClick={openPicker}>
          <FileUp size={15} aria-hidden="true" />
          {t("data.open")}
        </Button>
        <Button variant="quiet" title={t("data.folderHint")} onClick={openFolder}>
          <FolderOpen size={15} aria-hidden="true" />
          {t("data.folder")}
        </Button>
      </div>
      {fetching && <FetchButton id={fetching} />}
      <KeptList />
    </>
  );
}
