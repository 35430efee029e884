import { memo } from "react";
import { count, fixed } from "../../components/ui/format";
import { MOST_MEMORY } from "../../engine/data/import/memory";
import type { Preview } from "../../engine/data/import/preview";
import type { Understood } from "../../engine/data/import/understood";
import { useT } from "../../i18n/useT";
import { useStore } from "../store";
import styles from "./ImportFacts.module.css";
import { classesOf } from "./importChoices";
import { useImportT } from "./texts";

/** Parts that are named one by one. */
const MOST_PARTS = 4;
/** Rounded up: a little is not nothing. */
const mebibytes = (bytes: number): string => {
  const size = bytes / 2 ** 20;
  return size < 10 ? fixed(1)(Math.ceil(10 * size) / 10) : fixed(0)(Math.ceil(size));
};

interface ImportFactsProps {
  readonly understood: Understood;
  readonly preview: Preview | undefined;
}

/** What was understood of the files, and what they become with these choices. */
export const ImportFacts = memo(({ understood, preview }: ImportFactsProps) => {
  const t = useT();
  const say = useImportT();
  const choices = useStore(({ importing }) => (importing && "choices" in importing ? importing.choices : undefined));
  const { kind, files, parts, sizes, channels, sheet } = understood;
  const points = preview && "cloud" in preview;
  const side = sheet ?? sizes[0];
  const found = side && `${side.width}×${side.height}${channels > 1 ? ` ${t("data.colour")}` : ""}`;
  const becomes =
    preview &&
    "pixels" in preview &&
    `${preview.width}×${preview.height}${preview.channels > 1 ? ` ${t("data.colour")}` : ""}`;
  const { classes, names } = classesOf(understood, choices ?? understood.suggested);
  const split = preview && { train: count(preview.train), heldOut: count(preview.heldOut) };
  return (
    <dl className={styles.facts}>
      <dt>{say("format")}</dt>
      <dd>{files > 1 ? say("several", { format: say(`${kind}`), files: count(files) }) : say(`${kind}`)}</dd>
      <dt>{say(points ? "points" : "samples")}</dt>
      <dd data-import="split">{split ? t("data.split", split) : count(understood.count)}</dd>
      {parts.length > 1 && (
        <>
          <dt>{say("parts")}</dt>
          <dd>
            <ul>
              {parts.slice(0, MOST_PARTS).map((part) => (
                <li key={part.name}>
                  {part.name} · {count(part.count)}
                  {part.heldOut && ` · ${say("heldOut")}`}
                </li>
              ))}
              {parts.length > MOST_PARTS && <li>…</li>}
            </ul>
          </dd>
        </>
      )}
      <dt>{say(points ? "dimensions" : "size")}</dt>
      <dd>
        {points ? `${preview.cloud.dimensions}-D` : becomes && becomes !== found ? `${found} → ${becomes}` : found}
      </dd>
      <dt>{say("classes")}</dt>
      <dd className={styles.classes}>
        {classes === 0 ? say("none") : `${count(classes)}: ${names.join(", ")}${names.length < classes ? ", …" : ""}`}
      </dd>
      <dt>{say("memory")}</dt>
      <dd>{preview ? say("memoryOf", { needed: mebibytes(preview.bytes), limit: mebibytes(MOST_MEMORY) }) : "–"}</dd>
    </dl>
  );
});
