import { Button } from "../../../components/ui/Button";
import { chooseData } from "../../actions/data";
import styles from "./Traversals.module.css";
import { useBetaT } from "./texts";

/** What is missing in the data, and data that has it. */
export function SpritesOffer({ text }: { readonly text: string }) {
  const say = useBetaT();
  return (
    <div className={styles.offer}>
      <p>{text}</p>
      <Button variant="solid" onClick={() => void chooseData({ dataset: "sprites" })}>
        {say("sprites")}
      </Button>
    </div>
  );
}
