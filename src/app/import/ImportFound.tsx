import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../../components/ui/Button";
import { fixed } from "../../components/ui/format";
import { Progress } from "../../components/ui/Progress";
import { useT } from "../../i18n/useT";
import { cancelReading, closeImport, trainOnFiles } from "../importing";
import type { Choosing } from "../store";
import { ImportFacts } from "./ImportFacts";
import styles from "./ImportFound.module.css";
import { ImportPreview } from "./ImportPreview";
import { ImportSettings } from "./ImportSettings";
import { ImportWarnings } from "./ImportWarnings";
import { obstacleTo } from "./importChoices";

export interface ImportFoundProps {
  readonly chosen: Choosing;
  readonly reading: { readonly done: number; readonly total: number } | undefined;
}

/** What was found in the files and what they become, how they are read, and the button that trains on them. */
export function ImportFound({ chosen, reading }: ImportFoundProps) {
  const { understood, choices, preview, problem } = chosen;
  const obstacle = problem ?? obstacleTo(preview, understood.names[0] ?? "");
  return (
    <>
      <div className={styles.columns}>
        <div className={styles.seen}>
          <ImportPreview preview={preview} stale={problem !== undefined} />
          <ImportFacts understood={understood} preview={preview} />
        </div>
        <fieldset className={styles.settings} disabled={reading !== undefined}>
          <ImportSettings understood={understood} choices={choices} preview={preview} />
        </fieldset>
      </div>
      <ImportWarnings warnings={preview?.warnings ?? understood.warnings} obstacle={obstacle} />
      {reading ? (
        <Reading {...reading} />
      ) : (
        <Decide images={choices.samples === "images"} blocked={obstacle !== undefined} />
      )}
    </>
  );
}

function Reading({ done, total }: { readonly done: number; readonly total: number }) {
  const t = useT();
  const percent = fixed(0)((100 * done) / Math.max(1, total));
  return (
    <footer className={styles.footer} data-import="reading">
      <div className={styles.reading}>
        <Progress
          done={done}
          total={total}
          text={t("data.importing", { percent })}
          cancel={t("data.cancel")}
          onCancel={cancelReading}
        />
      </div>
    </footer>
  );
}

/** The button that trains has the focus, so that Enter is enough for files that need no choice. */
function Decide({ images, blocked }: { readonly images: boolean; readonly blocked: boolean }) {
  const t = useT();
  const id = useId();
  const train = useRef<HTMLButtonElement>(null);
  const [keeps, setKeeps] = useState(false);
  const [name, setName] = useState<string>(t("data.own"));
  useEffect(() => train.current?.focus(), []);
  return (
    <footer className={styles.footer}>
      {/* Only images can be kept. */}
      {images && (
        <div className={styles.keep}>
          <label htmlFor={id}>
            <input id={id} type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.target.checked)} />
            {t("data.keep")}
          </label>
          {keeps && (
            <input
              value={name}
              maxLength={60}
              aria-label={t("data.keepName")}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </div>
      )}
      <Button onClick={closeImport}>{t("data.cancel")}</Button>
      <button
        ref={train}
        type="button"
        className={styles.train}
        aria-disabled={blocked}
        onClick={() => !blocked && void trainOnFiles(images && keeps ? name.trim() || t("data.own") : undefined)}
      >
        {t("cloud.train")}
      </button>
    </footer>
  );
}
