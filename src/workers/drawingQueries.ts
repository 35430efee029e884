/** Answers about the person's own drawings: kept in this browser, and made a data set of. */
import { summarize } from "../engine/data/dataset";
import { drawnDataset } from "../engine/data/drawings/drawnDataset";
import { deleteDrawings, listDrawings, storeDrawing } from "../engine/data/drawings/stored";
import { OWN } from "./datasetQueries";
import type { Answers } from "./queries";

export const drawingAnswers: Pick<Answers, "drawings" | "keepDrawing" | "deleteDrawings" | "ownDrawings"> = {
  async drawings(_, bench) {
    return { drawings: await listDrawings(await bench.store()) };
  },

  async keepDrawing({ drawing }, bench) {
    await storeDrawing(drawing, await bench.store());
    return {};
  },

  async deleteDrawings({ ids }, bench) {
    await deleteDrawings(ids, await bench.store());
    return {};
  },

  async ownDrawings({ drawings }, bench) {
    const dataset = drawnDataset(drawings, OWN);
    bench.library.keep(dataset);
    return summarize(dataset);
  },
};
