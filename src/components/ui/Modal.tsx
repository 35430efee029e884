import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./Button";
import styles from "./Modal.module.css";
import { useModal } from "./topLayer";

export interface ModalProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A dialog over the page, on a phone a sheet from below. Escape, the cross and a press beside it close it. */
export function Modal({ title, closeLabel, onClose, className = "", children }: ModalProps) {
  const dialog = useModal(true);
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${className}`}
      aria-label={title}
      onClose={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.body}>
        <header className={styles.header}>
          <h2 className={styles.title}>{title}</h2>
          <IconButton label={closeLabel} onClick={onClose}>
            <X size={18} />
          </IconButton>
        </header>
        {children}
      </div>
    </dialog>
  );
}
