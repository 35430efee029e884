import { count } from "../components/ui/format";
import type { ImportProblemPayload } from "../engine/data/importProblem";
import { useT } from "../i18n/useT";

/** Says what is wrong with a file, in the person's language. */
export function useProblemText(): (problem: ImportProblemPayload) => string {
  const t = useT();
  return (problem) => {
    switch (problem.code) {
      case "empty":
        return t("problem.empty");
      case "not-idx":
        return problem.detail.format
          ? t("problem.notIdxFormat", { format: problem.detail.format })
          : t("problem.notIdx", { found: problem.detail.found });
      case "wrong-type":
        return t("problem.wrongType", { type: problem.detail.type });
      case "wrong-rank":
        return t("problem.wrongRank", texts(problem.detail));
      case "truncated":
        return t("problem.truncated", texts(problem.detail));
      case "too-long":
        return t("problem.tooLong", texts(problem.detail));
      case "too-large": {
        const said = texts(problem.detail);
        return said.what === "bytes" ? t("problem.tooLargeBytes", said) : t("problem.tooLargeSide", said);
      }
      case "no-images":
        return t("problem.noImages");
      case "no-pixels":
        return t("problem.noPixels", texts(problem.detail));
      case "too-few":
        return t("problem.tooFew", texts(problem.detail));
      case "left-out":
        return t("problem.leftOut", texts(problem.detail));
      case "label-count":
        return t("problem.labelCount", texts(problem.detail));
      case "bad-gzip":
        return t("problem.badGzip", texts(problem.detail));
      case "no-image-file":
        return t("problem.noImageFile");
      case "unmatched": {
        const { reason, ...said } = texts(problem.detail);
        if (reason === "many-files") return t("problem.manyFiles", said);
        if (reason === "many-images") return t("problem.manyImages", said);
        if (reason === "many-labels") return t("problem.manyLabels", said);
        return reason === "sizes" ? t("problem.sizes", said) : t("problem.tie");
      }
      case "download":
        return problem.detail.status ? t("problem.download", texts(problem.detail)) : t("problem.offline");
      case "not-as-listed":
        return t("problem.notAsListed", texts(problem.detail));
      case "interrupted":
        return t("problem.interrupted", texts(problem.detail));
      case "wrong-size":
        return t("problem.wrongSize", texts(problem.detail));
      case "wrong-checksum":
        return t("problem.wrongChecksum", texts(problem.detail));
      case "insecure":
        return t("problem.insecure");
      case "not-fetched":
        return t("problem.notFetched");
      case "storage-full":
        return t("problem.storageFull", texts(problem.detail));
      case "storage-refused":
        return t("problem.storageRefused", texts(problem.detail));
      case "kept-broken":
        return t("problem.keptBroken");
      case "not-kept":
        return t("problem.notKept");
      case "not-as-named":
        return t("problem.notAsNamed", problem.detail);
      case "unknown-format":
        if (problem.detail.format === "Excel") return t("problem.spreadsheet");
        return problem.detail.format
          ? t("problem.unknownFormatNamed", { format: problem.detail.format })
          : t("problem.unknownFormat", { found: problem.detail.found });
      case "mixed-kinds":
        return problem.detail.first === problem.detail.second
          ? t("problem.severalTables")
          : t("problem.mixedKinds", problem.detail);
      case "npy-type":
        return t("problem.npyType", problem.detail);
      case "bad-npy":
        return t("problem.badNpy", texts(problem.detail));
      case "array-shape":
        return t("problem.arrayShape", problem.detail);
      case "not-finite":
        return t("problem.notFinite", texts(problem.detail));
      case "bad-cell": {
        const { reason, ...said } = texts(problem.detail);
        if (reason === "empty") return t("problem.cellEmpty", said);
        return reason === "text" ? t("problem.cellText", said) : t("problem.cellNotFinite", said);
      }
      case "row-length":
        return t("problem.rowLength", texts(problem.detail));
      case "row-too-long":
        return t("problem.rowTooLong", texts(problem.detail));
      case "no-numbers":
        return t("problem.noNumbers");
      case "not-utf8":
        return t("problem.notUtf8", texts(problem.detail));
      case "bad-zip": {
        const said = texts(problem.detail);
        if (said.reason === "directory") return t("problem.zipDirectory", said);
        if (said.reason === "data") return t("problem.zipData", said);
        return said.reason === "checksum" ? t("problem.zipChecksum", said) : t("problem.zipLength", said);
      }
      case "zip-method": {
        const { method } = problem.detail;
        if (method === "encrypted") return t("problem.zipEncrypted");
        return method === "split" ? t("problem.zipSplit") : t("problem.zipMethod");
      }
      case "zip-too-large": {
        const said = texts(problem.detail);
        return said.what === "entries" ? t("problem.zipEntries", said) : t("problem.zipBytes", said);
      }
      case "bad-image":
        return t("problem.badImage");
      case "image-too-large":
        return t("problem.imageTooLarge", texts(problem.detail));
      case "bad-record":
        return t("problem.badRecord", texts(problem.detail));
      case "tile-shape":
        return t("problem.tileShape", texts(problem.detail));
      case "bad-choice":
        return t("problem.badChoice", problem.detail);
      case "memory":
        return t("problem.memory", texts(problem.detail));
      case "cancelled":
        return t("problem.cancelled");
      case "unreadable":
        return t("problem.unreadable", problem.detail);
      default:
        return problem satisfies never;
    }
  };
}

/** The numbers of a problem as they are written in a sentence. */
function texts<Detail extends object>(detail: Detail): { [Key in keyof Detail]: string } {
  const entries = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === "number" ? count(value) : String(value),
  ]);
  return Object.fromEntries(entries) as { [Key in keyof Detail]: string };
}
