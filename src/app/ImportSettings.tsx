import { memo } from "react";
import { ExactValue } from "../components/controls/ExactValue";
import { Segmented } from "../components/ui/Segmented";
import { type ImportChoices, SIDE } from "../engine/data/import/choices";
import type { Preview } from "../engine/data/import/preview";
import { numbersPerRow } from "../engine/data/import/tile";
import type { Understood } from "../engine/data/import/understood";
import { useT } from "../i18n/useT";
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
import { choose } from "./importing";

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
  const t = useT();
  const { table } = understood;
  const cloud = canBePoints(numbersPerRow(understood, choices));
  return (
    <>
      <Choice
        label={t("import.labelColumn")}
        value={choices.labelColumn ?? ""}
        options={[
          { value: "", label: t("import.none") },
          ...(table?.labelColumns ?? []).map(({ column, name, classes, examples }) => ({
            value: column,
            label: `${name || t("import.column", { number: String(column + 1) })} · ${examples.slice(0, 3).join(", ")}${classes > 3 ? ", …" : ""}`,
          })),
        ]}
        onChange={(column) => choose(withLabelColumn(understood, choices, column === "" ? null : Number(column)))}
      />
      <Tick label={t("import.header")} checked={choices.header} onChange={(header) => choose({ ...choices, header })} />
      {cloud && (
        <Row label={t("import.eachRow")}>
          <Segmented
            label={t("import.eachRow")}
            value={choices.samples}
            options={[
              { value: "points", label: t("import.aPoint") },
              { value: "images", label: t("import.anImage") },
            ]}
            onChange={(samples) => choose({ ...choices, samples })}
          />
        </Row>
      )}
    </>
  );
}

function TileSettings({ understood, choices }: ImportSettingsProps) {
  const t = useT();
  const tile = tileIn(understood, choices);
  if (!tile) return null;
  const bounds = { min: 1, max: MOST_TILE, integer: true } as const;
  return (
    <Row label={t("import.tile")}>
      <span className={styles.pair}>
        <ExactValue
          label={t("import.tileWidth")}
          knob={bounds}
          value={tile.width}
          onChange={(width) => choose(withTileWidth(understood, choices, width))}
        />
        ×
        <ExactValue
          label={t("import.tileHeight")}
          knob={bounds}
          value={tile.height}
          onChange={(height) => choose({ ...choices, tile: { width: tile.width, height } })}
        />
      </span>
    </Row>
  );
}

function ImageSettings({ understood, choices }: ImportSettingsProps) {
  const t = useT();
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
      <Row label={t("import.crop")}>
        <Segmented
          label={t("import.crop")}
          value={crop.kind}
          options={[
            { value: "none", label: t("import.cropNone") },
            { value: "square", label: t("import.cropSquare") },
            { value: "margins", label: t("import.cropMargins") },
          ]}
          onChange={(kind) => choose({ ...choices, crop: kind === "margins" ? NO_MARGINS : { kind } })}
        />
      </Row>
      {crop.kind === "margins" && (
        <div className={`${styles.value} ${styles.margins}`}>
          {SIDES.map((side) => (
            <span key={side}>
              {t(`import.${side}`)}
              <ExactValue
                label={t("import.margin", { side: t(`import.${side}`) })}
                knob={{ min: 0, max: 100 * MOST_CUT, integer: true }}
                value={Math.round(100 * crop[side])}
                onChange={(percent) => choose(withMargin(choices, side, percent / 100))}
              />
            </span>
          ))}
        </div>
      )}
      <Choice
        label={t("import.resize")}
        value={size ?? ""}
        options={[
          ...(fits || size === null ? [{ value: "", label: t("import.asTheyAre") }] : []),
          ...sides.map((side) => ({ value: side, label: t("import.longerSide", { side: String(side) }) })),
        ]}
        onChange={(side) => choose({ ...choices, size: side === "" ? null : Number(side) })}
      />
      {understood.channels > 1 && (
        <Choice
          label={t("import.channel")}
          value={channel}
          options={channels.map((id) => ({ value: id, label: t(`import.${id}`) }))}
          onChange={(id) => choose({ ...choices, channel: id as ImportChoices["channel"] })}
        />
      )}
      <Tick
        label={t("import.invert")}
        hint={t("import.invertHint")}
        checked={invert}
        onChange={(inverted) => choose({ ...choices, invert: inverted })}
      />
    </>
  );
}

function AmountSettings({ understood, choices, preview }: ImportSettingsProps) {
  const t = useT();
  const all = preview?.all ?? understood.count;
  const named = understood.parts.some(({ heldOut }) => heldOut) && understood.parts.some(({ heldOut }) => !heldOut);
  return (
    <>
      <Row label={t("import.limit")}>
        <ExactValue
          label={t("import.limit")}
          knob={{ min: 2, max: Math.max(all, 2), integer: true }}
          value={choices.limit ?? all}
          onChange={(limit) => choose({ ...choices, limit: limit >= all ? null : limit })}
        />
      </Row>
      <Row label={t("import.share")}>
        {named ? (
          <span className={styles.fixed}>{t("import.byFiles")}</span>
        ) : (
          <ExactValue
            label={t("import.share")}
            knob={{ min: 1, max: 90, integer: true }}
            value={Math.round(100 * choices.heldOut)}
            onChange={(percent) => choose({ ...choices, heldOut: percent / 100 })}
          />
        )}
      </Row>
      <Row label={t("import.seed")}>
        <ExactValue
          label={t("import.seed")}
          knob={{ min: 0, max: 2 ** 32 - 1, integer: true }}
          value={choices.seed}
          onChange={(seed) => choose({ ...choices, seed })}
        />
      </Row>
    </>
  );
}
