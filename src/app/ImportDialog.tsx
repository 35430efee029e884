import { count } from "../components/ui/format";
import { Modal } from "../components/ui/Modal";
import { Progress } from "../components/ui/Progress";
import { useT } from "../i18n/useT";
import styles from "./ImportDialog.module.css";
import { closeImport } from "./importing";
import { late } from "./late";
import { type Importing, useStore } from "./store";

const ImportFound = late(async () => (await import("./import/ImportFound")).ImportFound);

/** What the files are that a person opens and what they become, before they are trained on. The run goes on behind it. */
export function ImportDialog() {
  const importing = useStore((state) => state.importing);
  return importing ? <Opened importing={importing} /> : null;
}

function Opened({ importing }: { readonly importing: Importing }) {
  const t = useT();
  const { stage, files } = importing;
  const [first] = files;
  const names =
    first && (files.length > 1 ? t("import.files", { first: first.path, more: count(files.length - 1) }) : first.path);
  return (
    <Modal title={t("import.title")} closeLabel={t("header.close")} onClose={closeImport}>
      <p className={styles.names}>{names ?? "\u00a0"}</p>
      {stage === "looking" ? (
        <div className={styles.looking}>
          <Progress
            done={importing.done}
            total={importing.total}
            text={t("import.looking")}
            cancel={t("data.cancel")}
            onCancel={closeImport}
          />
        </div>
      ) : (
        <ImportFound chosen={importing} reading={stage === "reading" ? importing : undefined} />
      )}
    </Modal>
  );
}
