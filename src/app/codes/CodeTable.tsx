import { useStore } from "../store";
import { useCodesT } from "./texts";
import { useFocus } from "./useFocus";

/** The code grid in numbers, for those who cannot see the picture. */
export function CodeTable() {
  const say = useCodesT();
  const { codes } = useFocus();
  const width = useStore(({ run }) => run.info?.code.width ?? 1);
  // Read on demand: a table that changes with every step would only be noise, so it is of the last pause.
  const playing = useStore((state) => state.wantsPlay);
  if (playing || !codes) return null;
  return (
    <table className="visually-hidden">
      <caption>{say("table")}</caption>
      <tbody>
        {Array.from({ length: codes.length / width }, (_, row) => (
          <tr key={row}>
            {Array.from(codes.subarray(row * width, (row + 1) * width), (code, column) => (
              <td key={column}>{code}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
