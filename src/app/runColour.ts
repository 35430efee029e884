/** Colours of earlier runs, far apart on the palette of the classes. */
const COLOURS = [0, 5, 2, 7, 1, 4, 8, 3].map((label) => `var(--class-${label})`);

/** A run keeps its colour for as long as it is listed. */
export const runColour = (id: number): string => COLOURS[id % COLOURS.length] as string;
