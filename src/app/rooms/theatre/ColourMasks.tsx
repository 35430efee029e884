import styles from "./MasksTab.module.css";
import { seesColour } from "./masks";
import { useTheatreT } from "./texts";
import { useColourNames } from "./useNumberNames";

/** Of each pixel red comes first, then green, then blue: what a mask lets through within the pixel. */
export function ColourMasks() {
  const say = useTheatreT();
  const names = useColourNames();
  return (
    <section className={styles.colours}>
      <h3>{say("rgb")}</h3>
      <p>{say("rgbNote")}</p>
      <div className={styles.tables}>
        {(["A", "B"] as const).map((kind) => (
          <table key={kind}>
            <caption className="visually-hidden">{say("rgbTable", { kind })}</caption>
            <thead>
              <tr>
                <th scope="col">{kind}</th>
                {names.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name, output) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {names.map((other, input) => {
                    const sees = seesColour(kind, output, input);
                    return (
                      <td key={other} data-sees={sees}>
                        <span aria-hidden="true">{sees ? "1" : "0"}</span>
                        <span className="visually-hidden">{say(sees ? "rgbSees" : "rgbNot")}</span>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  );
}
