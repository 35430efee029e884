import { Button } from "../../../components/ui/Button";
import { chooseModel, setExperiment } from "../../actions/experiments";
import { LECTURE } from "../../lectureModel";
import { usePoints } from "../../usePoints";
import needs from "../NeedsModel.module.css";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";

/** What this room is about, where there is no prior to show, and the way to one. */
export function Invitation() {
  const say = useTheatreT();
  const points = usePoints();
  const { choice, ofImages } = LECTURE.pixelCnn;
  return (
    <div className={needs.needs}>
      <p className={styles.invite}>{say("invite")}</p>
      {points && <p className={styles.invite}>{say("invitePoints")}</p>}
      {points ? (
        <Button variant="solid" onClick={() => setExperiment({ ...choice, ...ofImages, dataset: "digits" })}>
          {say("inviteDigits")}
        </Button>
      ) : (
        <Button variant="solid" onClick={() => chooseModel("pixelCnn")}>
          {say("inviteDo")}
        </Button>
      )}
    </div>
  );
}
