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
