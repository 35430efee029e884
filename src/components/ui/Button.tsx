import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./Button.module.css";

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  readonly variant?: "plain" | "solid" | "quiet";
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Button({ variant = "plain", className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${styles.button} ${styles[variant]} ${className}`} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  /** The accessible name; also shown on hover. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A round button with a picture for a face. */
export function IconButton({ label, className = "", ...rest }: IconButtonProps) {
  return <button type="button" className={`${styles.icon} ${className}`} aria-label={label} title={label} {...rest} />;
}
