import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { Button } from "../components/ui/Button";
import { count, fixed } from "../components/ui/format";
import { Segmented } from "../components/ui/Segmented";
import { imageSize } from "../engine/data/dataset";
import { type DatasetId, FETCHED_DATASETS } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { cancelImport, importFiles, setExperiment } from "./controller";
import styles from "./DataCard.module.css";
import { FetchButton } from "./FetchButton";
import { KeptList } from "./KeptList";
import { useExperiment, useStore } from "./store";

/** Images shown on the card, two by two. */
const SHOWN = 4;

/** The data set in use, and the way to open one's own. */
export function DataCard() {
  const t = useT();
  const { dataset } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const own = useStore((state) => state.own);
  const importing = useStore((state) => state.importing);
  const picker = useRef<HTMLInputElement>(null);
  const summary = info?.dataset;
  const size = summary ? imageSize(summary) : 0;
  return (
    <>
      {own && (
        <div className={styles.choice}>
          <Segmented<DatasetId>
            label={t("data.choose")}
            value={dataset}
            options={[
              { value: "digits", label: t("data.digits") },
              { value: "own", label: t("data.own") },
            ]}
            onChange={(id) => setExperiment({ dataset: id })}
          />
        </div>
      )}
      <div className={styles.card}>
        <div className={styles.thumbnail}>
          {summary && (
            <PixelImage
              pixels={info?.strip.subarray(0, SHOWN * size)}
              width={summary.width}
              height={summary.height}
              channels={summary.channels}
              columns={2}
              label=""
            />
          )}
        </div>
        <div>
          <div>{t(`data.${dataset}`)}</div>
          <small className={styles.note}>
            {summary
              ? t("data.summary", {
                  images: count(summary.train + summary.heldOut),
                  width: String(summary.width),
                  height: String(summary.height),
                })
              : "\u00a0"}
          </small>
          <small className={styles.note}>
            {summary ? t("data.split", { train: count(summary.train), heldOut: count(summary.heldOut) }) : "\u00a0"}
          </small>
        </div>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => {
          void importFiles([...(event.target.files ?? [])]);
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
        <Button
          variant="quiet"
          className={styles.open}
          title={t("data.openHint")}
          onClick={() => picker.current?.click()}
        >
          <FolderOpen size={15} aria-hidden="true" />
          {t("data.open")}
        </Button>
      )}
      {FETCHED_DATASETS.map((id) => (
        <FetchButton key={id} id={id} />
      ))}
      <KeptList />
    </>
  );
}
