import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { hasCodes } from "../../../engine/experiment";
import { useT } from "../../../i18n/useT";
import { chooseModel, setExperiment } from "../../actions/experiments";
import { enterStage } from "../../actions/stages";
import { LECTURE } from "../../lectureModel";
import { useExperiment, useStore } from "../../store";
import { usePoints } from "../../usePoints";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";

/** What this room is about, where there is no prior to show, and the way to one. */
export function Invitation() {
  const say = useTheatreT();
  const points = usePoints();
  const t = useT();
  const { model } = useExperiment();
  const waits = useStore(({ stageSteps }) => stageSteps.prior !== undefined);
  const { choice, ofImages } = LECTURE.pixelCnn;
  return (
    <EmptyState>
      <p className={styles.invite}>{say("invite")}</p>
      {points && <p className={styles.invite}>{say("invitePoints")}</p>}
      {hasCodes(model) && !points && (
        <Button variant="solid" onClick={() => void enterStage("prior")}>
          {t(waits ? "stages.backToPrior" : "stages.toPrior")}
        </Button>
      )}
      {points ? (
        <Button variant="solid" onClick={() => setExperiment({ ...choice, ...ofImages, dataset: "digits" })}>
          {say("inviteDigits")}
        </Button>
      ) : (
        <Button variant="solid" onClick={() => chooseModel("pixelCnn")}>
          {say("inviteDo")}
        </Button>
      )}
    </EmptyState>
  );
}
