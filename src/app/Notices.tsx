import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { useTopLayer } from "../components/ui/topLayer";
import { isPointSummary } from "../engine/data/samples";
import type { DatasetId } from "../engine/experiment";
import type { Decoder, ModelId, Network } from "../engine/knobs";
import { useT } from "../i18n/useT";
import { dismiss } from "./actions/notices";
import { DrawingsButton } from "./DrawingsButton";
import { FetchButton } from "./FetchButton";
import styles from "./Notices.module.css";
import { type Notice, type State, useStore } from "./store";
import { useDataName } from "./useDataName";
import { useProblemText } from "./useProblemText";

const BAD: readonly Notice["kind"][] = ["import", "data", "storage"];

/** Good news leaves by itself, and so does what nothing has to be done about; what went wrong stays until it is dismissed. */
const STAY_MS: Partial<Record<Notice["kind"], number>> = {
  copied: 2500,
  imported: 5000,
  kept: 5000,
  link: 20_000,
  recovered: 20_000,
};
const saysMore = (notice: Notice) =>
  (notice.kind === "copied" && notice.without.length > 0) || (notice.kind === "imported" && notice.gone > 0);
const stayMs = (notice: Notice) => (saysMore(notice) ? undefined : STAY_MS[notice.kind]);

const NOT_IN_LINK = {
  turned: "notice.copiedTurned",
  carried: "notice.copiedCarried",
  files: "notice.copiedFiles",
  drawing: "notice.copiedDrawing",
} as const;

/**
 * Things to say once, above the transport, over nothing that moves. What comes while a dialog is open is said in it,
 * where it can be seen and reached; what was there before stays behind it, and covers none of its buttons.
 */
export function Notices() {
  const notices = useStore((state) => state.notices);
  const layer = useTopLayer();
  const inPage = layer === document.body;
  /** Of each dialog that is open, the newest notice there was before it. */
  const newest = useRef(new Map<HTMLElement, number>());
  if (inPage) newest.current.clear();
  else if (!newest.current.has(layer)) newest.current.set(layer, notices.at(-1)?.id ?? -1);
  const before = newest.current.get(layer) ?? Number.POSITIVE_INFINITY;
  return (
    <>
      {createPortal(<Stack notices={notices.filter(({ id }) => id <= before)} />, document.body)}
      {!inPage && createPortal(<Stack notices={notices.filter(({ id }) => id > before)} />, layer)}
    </>
  );
}

function Stack({ notices }: Pick<State, "notices">) {
  const t = useT();
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {notices.map(({ id, notice }) => (
        <div
          key={id}
          className={`${styles.notice} ${BAD.includes(notice.kind) ? styles.bad : ""}`}
          data-notice={notice.kind}
        >
          <div>
            <Message notice={notice} />
          </div>
          <IconButton className={styles.close} label={t("notice.dismiss")} onClick={() => dismiss(id)}>
            <X size={16} />
          </IconButton>
          <Leave id={id} after={stayMs(notice)} />
        </div>
      ))}
    </div>
  );
}

function Leave({ id, after }: { readonly id: number; readonly after: number | undefined }) {
  useEffect(() => {
    if (after === undefined) return;
    const timer = setTimeout(() => dismiss(id), after);
    return () => clearTimeout(timer);
  }, [id, after]);
  return null;
}

function Message({ notice }: { readonly notice: Notice }) {
  const t = useT();
  const problemText = useProblemText();
  const dataName = useDataName();
  /** A value of the link by the name that the page has for it, if it has one. */
  const nameOf = (key: string, value: string) => {
    if (key === "dataset") return dataName(value as DatasetId);
    if (key === "model") return t(`model.${value as ModelId}`);
    return key === "network" || key === "decoder" ? t(`choices.${value as Network | Decoder}`) : value;
  };
  switch (notice.kind) {
    case "link":
      return (
        <>
          <b>{t("notice.link")}</b>
          <ul>
            {notice.corrections.map(({ kind, key, given, used }) => (
              <li key={key}>
                {kind === "refused" && !used
                  ? t("notice.refusedPlain", { key, given })
                  : t(`notice.${kind}`, { key, given, used: nameOf(key, used) })}
              </li>
            ))}
          </ul>
        </>
      );
    case "import":
      return (
        <>
          <b>{t("notice.import", { file: notice.problem.file })}</b>
          <p>
            {problemText(notice.problem)} {t("problem.untouched")}
          </p>
        </>
      );
    case "data":
      return (
        <>
          <b>{t("notice.data", { name: dataName(notice.dataset) })}</b>
          <p>
            {problemText(notice.problem)} {t("problem.untouched")}
          </p>
        </>
      );
    case "imported":
      return [
        isPointSummary(notice.summary)
          ? t("notice.importedPoints", { points: count(notice.summary.train + notice.summary.heldOut) })
          : t("notice.imported", { images: count(notice.summary.train + notice.summary.heldOut) }),
        ...(notice.gone > 0 ? [t("notice.gone", { runs: count(notice.gone) })] : []),
      ].join(" ");
    case "files-missing":
      return (
        <>
          <p>{t("notice.filesMissing")}</p>
          <DrawingsButton />
        </>
      );
    case "drawing-missing":
      return t("notice.drawingMissing");
    case "recovered":
      return t(notice.cause === "worker" ? "notice.recoveredWorker" : "notice.recoveredDevice", {
        step: count(notice.step),
      });
    case "backend":
      return t("notice.backend", {
        wanted: t(`backend.${notice.wanted}`),
        used: t(`backend.${notice.used}`),
        reason: t(`backend.${notice.outcome}`, { ms: "" }),
      });
    case "not-fetched":
      return (
        <>
          <p>{t("notice.notFetched", { name: nameOf("dataset", notice.dataset) })}</p>
          <FetchButton id={notice.dataset} />
        </>
      );
    case "not-stored":
      return t("notice.notStored", { name: nameOf("dataset", notice.dataset) });
    case "storage":
      return (
        <>
          <b>{t("notice.storage", { file: notice.problem.file })}</b>
          <p>{problemText(notice.problem)}</p>
        </>
      );
    case "kept":
      return t("notice.kept", { name: notice.name });
    case "copied":
      return [t("notice.copied"), ...notice.without.map((what) => t(NOT_IN_LINK[what]))].join(" ");
    default:
      return notice satisfies never;
  }
}
