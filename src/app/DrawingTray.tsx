import { Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { Button, IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { type Drawing, FEWEST_DRAWINGS } from "../engine/data/drawings/drawing";
import { useT } from "../i18n/useT";
import styles from "./DrawingTray.module.css";
import { openDrawing } from "./pad";
import { shapeOf } from "./shape";
import { useStore } from "./store";
import { deleteDrawings, isOfShape, listDrawings, trainOnDrawings } from "./tray";

/** The person's own drawings in the shape of the run's images: followed again, deleted, and trained on. */
export function DrawingTray() {
  const t = useT();
  const info = useStore(({ run }) => run.info);
  const all = useStore((state) => state.drawings);
  const source = useStore((state) => state.probing.source);
  useEffect(() => void listDrawings(), []);
  // While a run gets ready, its images look as those of the run before.
  const [known, setKnown] = useState(info);
  if (info && info !== known) setKnown(info);
  const shape = shapeOf(info ?? known);
  const drawings = all.filter((drawing) => isOfShape(drawing, shape));
  if (drawings.length === 0) return null;

  const selected = "pixels" in source ? drawings.findIndex(({ pixels }) => pixels === source.pixels) : -1;
  const remove = (at: number) => {
    const next = drawings[at + 1] ?? drawings[at - 1];
    void deleteDrawings(drawings.slice(at, at + 1), t("tray.title"));
    if (next) openDrawing(next.pixels);
  };
  const isEnough = drawings.length >= FEWEST_DRAWINGS;
  const unlabelled = drawings.filter(({ label }) => !label).length;
  const note = !isEnough
    ? t("tray.tooFew", { needed: count(FEWEST_DRAWINGS) })
    : unlabelled > 0
      ? t("tray.unlabelled", { unlabelled: count(unlabelled) })
      : t("tray.allLabelled");
  return (
    <section className={styles.tray} aria-label={t("tray.title")}>
      <div className={styles.about}>
        <h3 className={styles.title}>
          {t("tray.title")} <span>{count(drawings.length)}</span>
        </h3>
        <p className={styles.note}>{note}</p>
      </div>
      <ul className={styles.drawings}>
        {drawings.map((drawing, at) => (
          <li key={drawing.id}>
            <button
              type="button"
              className={styles.drawing}
              aria-pressed={at === selected}
              aria-label={nameOf(t, drawing, drawings.length - at)}
              title={t("tray.openHint")}
              onClick={() => openDrawing(drawing.pixels)}
              onKeyDown={(event) => {
                if (event.key === "Delete" || event.key === "Backspace") remove(at);
              }}
            >
              <PixelImage className={styles.picture} pixels={drawing.pixels} {...shape} label="" />
              <span className={styles.label}>{drawing.label}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.tools}>
        <IconButton label={t("tray.delete")} disabled={selected < 0} onClick={() => remove(selected)}>
          <Trash2 size={15} />
        </IconButton>
        <ClearButton drawings={drawings} />
        <Button disabled={!isEnough} onClick={() => void trainOnDrawings(drawings, t("tray.title"))}>
          {t("tray.train")}
        </Button>
      </div>
    </section>
  );
}

const nameOf = (t: ReturnType<typeof useT>, { label }: Drawing, number: number) =>
  t(label ? "tray.open" : "tray.openPlain", { number: count(number), label });

/** Asks once more before everything is gone. */
function ClearButton({ drawings }: { readonly drawings: readonly Drawing[] }) {
  const t = useT();
  const [isSure, setSure] = useState(false);
  const press = () => {
    if (isSure) void deleteDrawings(drawings, t("tray.title"));
    setSure(!isSure);
  };
  return (
    <Button variant="quiet" className={styles.clear} onBlur={() => setSure(false)} onClick={press}>
      {isSure ? t("tray.clearSure", { drawings: count(drawings.length) }) : t("tray.clear")}
    </Button>
  );
}
