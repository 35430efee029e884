import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Tabs.module.css";

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly content: ReactNode }[];
  /** Tabs of the page itself are underlined, so that they are told from those within. */
  readonly ofPage?: boolean;
  /** Beside the tabs, at the far end of their row. */
  readonly aside?: ReactNode;
}

/** Views of one thing, one at a time; only the visible one is alive. */
export function Tabs<Id extends string>({ label, value, onChange, tabs, ofPage = false, aside }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  // Where there is no room for all of them, the open one is in the middle, whoever opened it.
  useEffect(() => {
    const row = list.current;
    const open = row?.querySelector<HTMLElement>(`[data-tab="${value}"]`);
    if (row && open) row.scrollTo({ left: open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2 });
  }, [value]);
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as Id)}
      className={`${styles.root} ${ofPage ? styles.ofPage : ""}`}
    >
      <div className={styles.row}>
        <Base.List ref={list} className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} data-tab={tab.id} className={styles.tab}>
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel} tabIndex={-1}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
