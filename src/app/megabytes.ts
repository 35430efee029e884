import { fixed } from "../components/ui/format";

/** Bytes as megabytes of a million bytes, with one decimal. */
export const megabytes = (bytes: number): string => fixed(1)(bytes / 1e6);
