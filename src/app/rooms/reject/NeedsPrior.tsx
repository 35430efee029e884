import type { ReactNode } from "react";
import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { hasCodes, isPrior } from "../../../engine/experiment";
import { enterStage } from "../../actions/stages";
import { useStore } from "../../store";
import { useRejectT } from "./texts";

/** A VQ-VAE has nothing to reject until it is in its second stage. */
export function NeedsPrior({ children }: { readonly children: ReactNode }) {
  const t = useRejectT();
  const draws = useStore(({ run: { experiment } }) => !hasCodes(experiment.model) || isPrior(experiment));
  if (draws) return children;
  return (
    <EmptyState>
      <p>{t("prior.missing")}</p>
      <p>{t("prior.why")}</p>
      <Button variant="solid" onClick={() => void enterStage("prior")}>
        {t("prior.go")}
      </Button>
    </EmptyState>
  );
}
