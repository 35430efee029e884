import { memo } from "react";
import { ExactValue } from "../../components/controls/ExactValue";
import { Segmented } from "../../components/ui/Segmented";
import { type ImportChoices, SIDE } from "../../engine/data/import/choices";
import type { Preview } from "../../engine/data/import/preview";
import { numbersPerRow } from "../../engine/data/import/tile";
import type { Understood } from "../../engine/data/import/understood";
import { choose } from "../importing";
import { Choice, Row, Tick } from "./ImportFields";
import styles from "./ImportSettings.module.css";
import {
  canBePoints,
  MOST_CUT,
  NO_MARGINS,
  type Side,
  tileIn,
  withLabelColumn,
  withMargin,
  withTileWidth,
} from "./importChoices";
import { useImportT } from "./texts";

const SIZES = [16, 20, 24, 28, 32, 48, 64, 96, 128];
const SIDES: readonly Side[] = ["left", "right", "top", "bottom"];
const MOST_TILE = 65_535;

export interface ImportSettingsProps {
  readonly understood: Understood;
  readonly choices: ImportChoices;
  readonly preview: Preview | undefined;
}

/** What can be chosen about files: of tables and sheets how to read them, of images how they look, of all how many. */
export const ImportSettings = memo((props: ImportSettingsProps) => {
  const { understood, choices } = props;
  return (
    <>
      {understood.table && <TableSettings {...props} />}
      {choices.samples === "images" && <TileSettings {...props} />}
      {choices.samples === "images" && <ImageSettings {...props} />}
      <AmountSettings {...props} />
    </>
  );
});

function TableSettings({ understood, choices }: ImportSettingsProps) {
  const say = useImportT();
  const { table } = understood;
  const cloud = canBePoints(numbersPerRow(understood, choices));
  return (
    <>
      <Choice
        label={say("labelColumn")}
        value={choices.labelColumn ?? ""}
        options={[
          { value: "", label: say("none") },
          ...(table?.labelColumns ?? []).map(({ column, name, classes, examples }) => ({
            value: column,
            label: `${name || say("column", { number: String(column + 1) })} · ${examples.slice(0, 3).join(", ")}${classes > 3 ? ", …" : ""}`,
          })),
        ]}
        onChange={(column) => choose(withLabelColumn(understood, choices, column === "" ? null : Number(column)))}
      />
      <Tick label={say("header")} checked={choices.header} onChange={(header) => choose({ ...choices, header })} />
      {cloud && (
        <Row label={say("eachRow")}>
          <Segmented
            label={say("eachRow")}
            value={choices.samples}
            options={[
              { value: "points", label: say("aPoint") },
              { value: "images", label: say("anImage") },
            ]}
            onChange={(samples) => choose({ ...choices, samples })}
          />
        </Row>
      )}
    </>
  );
}

function TileSettings({ understood, choices }: ImportSettingsProps) {
  const say = useImportT();
  const tile = tileIn(understood, choices);
  if (!tile) return null;
  const bounds = { min: 1, max: MOST_TILE, integer: true } as const;
  return (
    <Row label={say("tile")}>
      <span className={styles.pair}>
        <ExactValue
          label={say("tileWidth")}
          knob={bounds}
          value={tile.width}
          onChange={(width) => choose(withTileWidth(understood, choices, width))}
        />
        ×
        <ExactValue
          label={say("tileHeight")}
          knob={bounds}
          value={tile.height}
          onChange={(height) => choose({ ...choices, tile: { width: tile.width, height } })}
        />
      </span>
    </Row>
  );
}

function ImageSettings({ understood, choices }: ImportSettingsProps) {
  const say = useImportT();
  const { crop, size, channel, invert } = choices;
  const channels = [
    "grey",
    "rgb",
    "red",
    "green",
    "blue",
    ...(understood.channels === 4 ? ["alpha" as const] : []),
  ] as const;
  const [first, ...others] = tileIn(understood, choices) ? [tileIn(understood, choices)] : understood.sizes;
  const sides = [...new Set(size === null ? SIZES : [...SIZES, size])].sort((a, b) => a - b);
  const fits = first !== undefined && others.length === 0 && Math.max(first.width, first.height) <= SIDE.most;
  return (
    <>
      <Row label={say("crop")}>
        <Segmented
          label={say("crop")}
          value={crop.kind}
          options={[
            { value: "none", label: say("cropNone") },
            { value: "square", label: say("cropSquare") },
            { value: "margins", label: say("cropMargins") },
          ]}
          onChange={(kind) => choose({ ...choices, crop: kind === "margins" ? NO_MARGINS : { kind } })}
        />
      </Row>
      {crop.kind === "margins" && (
        <div className={`${styles.value} ${styles.margins}`}>
          {SIDES.map((side) => (
            <span key={side}>
              {say(`${side}`)}
              <ExactValue
                label={say("margin", { side: say(`${side}`) })}
                knob={{ min: 0, max: 100 * MOST_CUT, integer: true }}
                value={Math.round(100 * crop[side])}
                onChange={(percent) => choose(withMargin(choices, side, percent / 100))}
              />
            </span>
          ))}
        </div>
      )}
      <Choice
        label={say("resize")}
        value={size ?? ""}
        options={[
          ...(fits || size === null ? [{ value: "", label: say("asTheyAre") }] : []),
          ...sides.map((side) => ({ value: side, label: say("longerSide", { side: String(side) }) })),
        ]}
        onChange={(side) => choose({ ...choices, size: side === "" ? null : Number(side) })}
      />
      {understood.channels > 1 && (
        <Choice
          label={say("channel")}
          value={channel}
          options={channels.map((id) => ({ value: id, label: say(`${id}`) }))}
          onChange={(id) => choose({ ...choices, channel: id as ImportChoices["channel"] })}
        />
      )}
      <Tick
        label={say("invert")}
        hint={say("invertHint")}
        checked={invert}
        onChange={(inverted) => choose({ ...choices, invert: inverted })}
      />
    </>
  );
}

function AmountSettings({ understood, choices, preview }: ImportSettingsProps) {
  const say = useImportT();
  const all = preview?.all ?? understood.count;
  const named = understood.parts.some(({ heldOut }) => heldOut) && understood.parts.some(({ heldOut }) => !heldOut);
  return (
    <>
      <Row label={say("limit")}>
        <ExactValue
          label={say("limit")}
          knob={{ min: 2, max: Math.max(all, 2), integer: true }}
          value={choices.limit ?? all}
          onChange={(limit) => choose({ ...choices, limit: limit >= all ? null : limit })}
        />
      </Row>
      <Row label={say("share")}>
        {named ? (
          <span className={styles.fixed}>{say("byFiles")}</span>
        ) : (
          <ExactValue
            label={say("share")}
            knob={{ min: 1, max: 90, integer: true }}
            value={Math.round(100 * choices.heldOut)}
            onChange={(percent) => choose({ ...choices, heldOut: percent / 100 })}
          />
        )}
      </Row>
      <Row label={say("seed")}>
        <ExactValue
          label={say("seed")}
          knob={{ min: 0, max: 2 ** 32 - 1, integer: true }}
          value={choices.seed}
          onChange={(seed) => choose({ ...choices, seed })}
        />
      </Row>
    </>
  );
}
