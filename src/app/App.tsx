import { type ReactNode, useDeferredValue, useState } from "react";
import { IntlProvider } from "use-intl";
import { ThemeContext } from "../components/ui/theme";
import type { en } from "../i18n/en";
import styles from "./App.module.css";
import { DropZone } from "./DropZone";
import { EvidencePanel } from "./EvidencePanel";
import { ExperimentPanel } from "./ExperimentPanel";
import { Header } from "./Header";
import { ImportDialog } from "./ImportDialog";
import { Notices } from "./Notices";
import { Stage } from "./rooms/Stage";
import { phaseOf } from "./run";
import { SkipButton } from "./SkipButton";
import { useStore } from "./store";
import { messages } from "./surroundings";
import { Transport } from "./Transport";
import { useShortcuts } from "./useShortcuts";

/** The workbench: experiment, flow, evidence and transport, in the person's language and theme. */
export function App() {
  const phase = useStore(({ run, wantsPlay }) => phaseOf(run, wantsPlay));
  const [sheet, setSheet] = useState(false);
  useShortcuts();
  return (
    <Surroundings>
      <div className={styles.page} data-state={phase}>
        <SkipButton />
        <Header onExperiment={() => setSheet(true)} />
        <ExperimentPanel open={sheet} onClose={() => setSheet(false)} />
        <div className={styles.middle}>
          <Stage />
          <EvidencePanel />
        </div>
        <Transport />
        <Notices />
        <ImportDialog />
        <DropZone />
      </div>
    </Surroundings>
  );
}

function Surroundings({ children }: { readonly children: ReactNode }) {
  // Every text changes at once: rendered in slices, the page goes on answering meanwhile.
  const locale = useDeferredValue(useStore((state) => state.locale));
  // The style sheet changes at once; the canvases read its colours and follow.
  const theme = useDeferredValue(useStore((state) => state.theme));
  return (
    <IntlProvider locale={locale} messages={messages[locale] as typeof en} timeZone="UTC">
      <ThemeContext value={theme}>{children}</ThemeContext>
    </IntlProvider>
  );
}
