import styles from "./Funnel.module.css";

/** The encoder narrows towards the latent, the decoder widens towards the image. */
export function Funnel({ kind, label }: { readonly kind: "encoder" | "decoder"; readonly label: string }) {
  return (
    <div className={`${styles.funnel} ${styles[kind]}`}>
      <span>{label}</span>
    </div>
  );
}
