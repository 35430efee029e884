import { type ReactNode, useId } from "react";
import { Button } from "./Button";
import styles from "./Popover.module.css";

export interface PopoverProps {
  /** What the button that opens it shows. */
  readonly face: ReactNode;
  readonly title: string;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A button and the small card that it opens above the transport. The browser's own popover: Escape and a click outside close it. */
export function Popover({ face, title, disabled = false, className, children }: PopoverProps) {
  const id = useId();
  return (
    <>
      <Button variant="quiet" className={className} disabled={disabled} title={title} popoverTarget={id}>
        {face}
      </Button>
      <div id={id} popover="auto" className={styles.card}>
        <h2 className={styles.title}>{title}</h2>
        {children}
      </div>
    </>
  );
}
