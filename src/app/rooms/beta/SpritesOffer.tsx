import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { chooseData } from "../../actions/data";
import { useBetaT } from "./texts";

/** What is missing in the data, and data that has it. */
export function SpritesOffer({ text }: { readonly text: string }) {
  const say = useBetaT();
  return (
    <EmptyState>
      <p>{text}</p>
      <Button variant="solid" onClick={() => void chooseData({ dataset: "sprites" })}>
        {say("sprites")}
      </Button>
    </EmptyState>
  );
}
