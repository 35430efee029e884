import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { chooseData } from "../../actions/data";
import { useUsesT } from "./texts";

/** What is missing where the data have no classes, and data that have them. */
export function NeedsLabels({ why }: { readonly why: string }) {
  const t = useUsesT();
  return (
    <EmptyState>
      <p>
        <b>{t("labels.missing")}</b>
      </p>
      <p>{why}</p>
      <Button variant="solid" onClick={() => chooseData({ dataset: "digits" })}>
        {t("labels.offer")}
      </Button>
    </EmptyState>
  );
}
