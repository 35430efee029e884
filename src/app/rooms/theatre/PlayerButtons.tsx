import { Dices, Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { Button, IconButton } from "../../../components/ui/Button";
import type { Played, Player, Wanted } from "./player";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";

export interface PlayerButtonsProps {
  readonly player: Player;
  readonly played: Played;
  readonly wanted: Wanted;
  readonly onAnother: () => void;
}

/** On and hold, one number more, from the start, another one. */
export function PlayerButtons({ player, played: { drawing, playing, failed }, wanted, onAnother }: PlayerButtonsProps) {
  const say = useTheatreT();
  const isWhole = drawing !== undefined && drawing.done === drawing.draws;
  const toggle = () => {
    if (playing) return player.pause();
    if (isWhole || failed) void player.begin(wanted);
    player.play();
  };
  return (
    <div className={styles.line}>
      <Button variant="solid" className={styles.go} disabled={!drawing && !failed} onClick={toggle}>
        {playing ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
        {say(playing ? "hold" : "go")}
      </Button>
      <IconButton
        label={say("next")}
        disabled={!drawing || isWhole}
        onClick={() => {
          player.pause();
          void player.next();
        }}
      >
        <StepForward size={16} />
      </IconButton>
      <IconButton
        label={say("over")}
        onClick={() => {
          player.pause();
          void player.begin(wanted);
        }}
      >
        <RotateCcw size={16} />
      </IconButton>
      <IconButton label={say("another")} onClick={onAnother}>
        <Dices size={16} />
      </IconButton>
    </div>
  );
}
