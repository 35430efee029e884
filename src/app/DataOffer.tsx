import type { ReactNode } from "react";
import { count } from "../components/ui/format";
import { type ImagesDefinition, sizeChoice } from "../engine/data/definition";
import type { DefinedId } from "../engine/data/registry";
import { type Experiment, SIZES } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { chooseData, previewUrl } from "./actions/data";
import styles from "./DataOffer.module.css";
import { PreparingStatus } from "./PreparingStatus";
import { useExperiment, useStore } from "./store";

/** One data set of the registry: what it looks like and is, in which sizes; choosing one fetches or draws it. */
export function DataOffer({ id, definition }: { readonly id: DefinedId; readonly definition: ImagesDefinition }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const { dataset, size } = useExperiment();
  const preparing = useStore((state) => (state.preparing?.dataset === id ? state.preparing : undefined));
  const { name, about, licence, channels, factors, sizes } = definition;
  const inUse = dataset === id;
  const { side, train, heldOut } = sizeChoice(definition, preparing?.size ?? size);
  return (
    <Offer
      name={name[locale]}
      about={about[locale]}
      inUse={inUse}
      picture={
        <img
          className={channels === 1 ? styles.ink : undefined}
          src={previewUrl(id)}
          alt=""
          width={10 * sizes[0].side}
          height={sizes[0].side}
        />
      }
      facts={[
        t("data.counts", { train: count(train), heldOut: count(heldOut) }),
        `${side}×${side}${channels === 3 ? ` ${t("data.colour")}` : ""}`,
        licence,
      ]}
      details={factors?.map((factor) => factor[locale]).join(" × ")}
      detailsLabel={t("data.factors")}
      onChoose={() => chooseData({ dataset: id })}
    >
      {sizes.length > 1 && (
        <fieldset className={styles.sizes} aria-label={`${name[locale]}, ${t("data.size")}`}>
          {SIZES.filter((choice) => sizes.some((offered) => offered.side === choice)).map((choice) => (
            <SizeButton
              key={choice}
              choice={choice}
              inUse={inUse && choice === side}
              onChoose={() => chooseData({ dataset: id, size: choice })}
            />
          ))}
        </fieldset>
      )}
      {preparing && (
        <div className={styles.status}>
          <PreparingStatus />
        </div>
      )}
    </Offer>
  );
}

function SizeButton(props: { readonly choice: Experiment["size"]; readonly inUse: boolean; onChoose: () => void }) {
  return (
    <button type="button" className={styles.size} aria-pressed={props.inUse} onClick={props.onChoose}>
      {props.choice}×{props.choice}
    </button>
  );
}

export interface OfferProps {
  readonly name: string;
  readonly about: string;
  readonly inUse: boolean;
  readonly picture: ReactNode;
  readonly facts: readonly string[];
  /** What it is made of, and what that is called. */
  readonly details?: string | undefined;
  readonly detailsLabel?: string;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
}

/** The frame of an offer: its name is the button, which reaches over the picture and the text. */
export function Offer({ name, about, inUse, picture, facts, details, detailsLabel, onChoose, children }: OfferProps) {
  const t = useT();
  return (
    <li className={styles.offer} data-in-use={inUse || undefined}>
      <div className={styles.picture}>{picture}</div>
      <div className={styles.heading}>
        <button type="button" className={styles.name} aria-pressed={inUse} onClick={onChoose}>
          {name}
        </button>
        {inUse && <span className={styles.badge}>{t("data.current")}</span>}
      </div>
      <p className={styles.about}>{about}</p>
      {details && (
        <p className={styles.details}>
          {detailsLabel && <span className="visually-hidden">{detailsLabel}: </span>}
          {details}
        </p>
      )}
      <p className={styles.facts}>{facts.join(" · ")}</p>
      {children}
    </li>
  );
}
