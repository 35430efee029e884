import { type ReactNode, useState } from "react";
import { Tabs, type TabsProps } from "../../components/ui/Tabs";
import { RunState } from "../RunState";
import styles from "./room.module.css";

export interface RoomViewsProps<View extends string> {
  /** What the views are, together. */
  readonly label: string;
  /** The first one is open. */
  readonly views: TabsProps<View>["tabs"];
  /** One line on what a view shows. */
  readonly statement: (view: View) => string;
  /** Below them all. */
  readonly children?: ReactNode;
}

/** A room of several views, one at a time, each with its statement above it. */
export function RoomViews<View extends string>({ label, views, statement, children }: RoomViewsProps<View>) {
  const [view, setView] = useState(views[0]?.id as View);
  return (
    <div className={styles.room}>
      <p className={styles.statement}>{statement(view)}</p>
      <section className={`${styles.card} ${styles.view}`} aria-label={label}>
        <Tabs<View> label={label} value={view} onChange={setView} tabs={views} />
        <RunState />
      </section>
      {children}
    </div>
  );
}
