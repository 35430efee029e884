import { CodeMap } from "./CodeMap";
import styles from "./LevelsLatent.module.css";
import { sizeOf } from "./sizes";
import { useHierarchyT } from "./texts";
import { useLevels } from "./useLevels";

/** z as grids of codes, the coarsest above. */
export function LevelsLatent() {
  const t = useHierarchyT();
  const levels = useLevels()?.levels;
  if (!levels) return <p className={styles.note}>{t("waiting")}</p>;
  return (
    <div className={styles.levels}>
      {levels.map((level) => (
        <div key={level.height} className={styles.level}>
          <CodeMap {...level} />
          <p className={styles.note}>{t("grid", sizeOf(level))}</p>
        </div>
      ))}
    </div>
  );
}
