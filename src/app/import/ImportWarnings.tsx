import { CircleAlert, TriangleAlert } from "lucide-react";
import { count, plain } from "../../components/ui/format";
import type { ImportWarning } from "../../engine/data/import/understood";
import type { ImportProblemPayload } from "../../engine/data/importProblem";
import { useProblemText } from "../useProblemText";
import styles from "./ImportWarnings.module.css";
import { useImportT } from "./texts";

export interface ImportWarningsProps {
  readonly warnings: readonly ImportWarning[];
  /** Why nothing can be trained on as it is chosen. */
  readonly obstacle: ImportProblemPayload | undefined;
}

/** What a person should know before they train on their files, and what is in the way. */
export function ImportWarnings({ warnings, obstacle }: ImportWarningsProps) {
  const problemText = useProblemText();
  const warningText = useWarningText();
  return (
    <div className={styles.warnings} role="status">
      {obstacle && (
        <p className={styles.bad} data-import="problem">
          <CircleAlert size={16} aria-hidden="true" />
          <span>
            <b>{obstacle.file}</b> {problemText(obstacle)}
          </span>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning.code} className={styles.warning} data-warning={warning.code}>
          <TriangleAlert size={16} aria-hidden="true" />
          <span>{warningText(warning)}</span>
        </p>
      ))}
    </div>
  );
}

function useWarningText(): (warning: ImportWarning) => string {
  const say = useImportT();
  return (warning) => {
    switch (warning.code) {
      case "mixed-sizes":
        return say("mixedSizes", { sizes: count(warning.sizes) });
      case "one-class":
        return say("oneClass", { name: warning.name });
      case "too-many-classes":
        return say("tooManyClasses", { limit: count(warning.limit) });
      case "ignored-files":
        return say("ignoredFiles", { count: count(warning.count), first: warning.first });
      case "scaled":
        return say("scaled", { low: plain(warning.low), high: plain(warning.high) });
      case "large":
        return say("large", {
          width: count(warning.width),
          height: count(warning.height),
          limit: count(warning.limit),
        });
      case "guessed-tile":
        return say("guessedTile", { width: count(warning.width), height: count(warning.height) });
      case "limited":
        return say("limited", { count: count(warning.count), of: count(warning.of) });
      default:
        return warning satisfies never;
    }
  };
}
