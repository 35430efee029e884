import { type ComponentType, useEffect, useState } from "react";
import { Button } from "../components/ui/Button";
import { EmptyState } from "../components/ui/EmptyState";
import { useT } from "../i18n/useT";

/**
 * A part of the page that is fetched when it is first shown, so that what is seen first need not wait for it. Where it cannot
 * be fetched, its place says so, and tries again when asked.
 */
export function late<Props extends object>(fetchPart: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let Part: ComponentType<Props> | undefined;
  return function Late(props: Props) {
    const t = useT();
    const [state, setState] = useState<"fetching" | "here" | "failed">(Part ? "here" : "fetching");
    useEffect(() => {
      if (state !== "fetching") return;
      fetchPart().then(
        (fetched) => {
          Part = fetched;
          setState("here");
        },
        () => setState("failed"),
      );
    }, [state]);
    if (Part) return <Part {...props} />;
    return (
      <EmptyState>
        <p role="status">{t(state === "failed" ? "late.failed" : "late.fetching")}</p>
        {state === "failed" && (
          <Button variant="solid" onClick={() => setState("fetching")}>
            {t("state.retry")}
          </Button>
        )}
      </EmptyState>
    );
  };
}
