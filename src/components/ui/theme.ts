import { createContext, useContext, useMemo } from "react";

export const ThemeContext = createContext<"light" | "dark">("light");

/** Colours for canvases, which cannot use CSS variables themselves. */
export interface Palette {
  readonly panel: string;
  readonly sunken: string;
  readonly line: string;
  readonly faint: string;
  readonly ink: string;
  readonly mu: string;
  readonly sigma: string;
  readonly eps: string;
  readonly z: string;
  readonly x: string;
  readonly xhat: string;
  readonly xtilde: string;
  readonly ek: string;
  readonly classes: readonly string[];
}

const CLASSES = 10;

/** The theme's colours, read again when the theme changes. */
export function usePalette(): Palette {
  const theme = useContext(ThemeContext);
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
      panel: colour("panel"),
      sunken: colour("sunken"),
      line: colour("line"),
      faint: colour("faint"),
      ink: colour("ink"),
      mu: colour("mu"),
      sigma: colour("sigma"),
      eps: colour("eps"),
      z: colour("z"),
      x: colour("x"),
      xhat: colour("xhat"),
      xtilde: colour("xtilde"),
      ek: colour("ek"),
      classes: Array.from({ length: CLASSES }, (_, i) => colour(`class-${i}`)),
    };
  }, [theme]);
}
