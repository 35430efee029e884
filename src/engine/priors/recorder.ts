import type { CausalStep, Tap } from "../kernels/causalProgram";
import type { Shape4D } from "../kernels/convGeometry";
import { openings } from "../kernels/maskFilter";
import type { After, CausalConv, Layers } from "./layers";

/** Numbers at each pixel, of which a sampler keeps no more than what is still looked at. */
export interface PlannedMap {
  readonly channels: number;
  /** Whether it depends on the rows above only, and so is computed for a whole row at a time. */
  readonly ahead: boolean;
  /** How many rows are looked at. */
  rows: number;
  /** Whether more than the present pixel is. */
  wide: boolean;
}

export interface PlannedStep extends After<PlannedMap> {
  readonly kind: CausalStep["kind"];
  readonly from: PlannedMap;
  readonly to: PlannedMap;
  readonly layer?: CausalConv;
}

/** The layers, written down instead of run. */
export class Recorder implements Layers<PlannedMap> {
  readonly maps: PlannedMap[] = [];
  readonly steps: PlannedStep[] = [];

  /** @param height rows of the images */
  constructor(private readonly height: number) {}

  /** A map that is known from the start. */
  known(channels: number): PlannedMap {
    const map = this.map(channels, true);
    map.rows = this.height;
    return map;
  }

  map(channels: number, ahead: boolean): PlannedMap {
    const map = { channels, ahead, rows: 1, wide: ahead };
    this.maps.push(map);
    return map;
  }

  conv(from: PlannedMap, layer: CausalConv, after: After<PlannedMap> = {}): PlannedMap {
    const { kind } = layer.mask;
    for (const [dy, dx] of tapsOf(layer)) {
      from.rows = Math.max(from.rows, 1 - dy);
      from.wide ||= dy !== 0 || dx !== 0;
    }
    const to = this.map(layer.bias.size, kind === "above" || (kind === "rows" && from.ahead));
    this.steps.push({ kind: "conv", from, to, layer, ...after });
    return to;
  }

  gate(from: PlannedMap): PlannedMap {
    return this.each("gate", from, from.channels / 2);
  }

  relu(from: PlannedMap): PlannedMap {
    return this.each("relu", from, from.channels);
  }

  /** Everything that has been seen is looked at: it is kept. */
  attend(query: PlannedMap, seen: PlannedMap): PlannedMap {
    seen.rows = this.height;
    seen.wide = true;
    const to = this.map(seen.channels - query.channels, false);
    this.steps.push({ kind: "attend", from: query, to, plus: seen });
    return to;
  }

  private each(kind: "gate" | "relu", from: PlannedMap, channels: number): PlannedMap {
    const to = this.map(channels, from.ahead);
    this.steps.push({ kind, from, to });
    return to;
  }
}

/** The places that a filter has open weights at, in its order. */
export function tapsOf({ filter, mask }: CausalConv): Tap[] {
  const [height, width] = filter.shape as Shape4D;
  const { places, later } = openings(filter.shape, mask);
  const middle = (height * width - 1) / 2;
  const open = Math.max(places, later < mask.colours ? middle + 1 : 0);
  return Array.from({ length: open }, (_, place) => [
    Math.floor(place / width) - (height - 1) / 2,
    (place % width) - (width - 1) / 2,
  ]);
}
