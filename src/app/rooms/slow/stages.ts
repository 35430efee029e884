import type { ModelId } from "../../../engine/knobs";

/** What a step does, in order. Which of these there are depends on the model. */
const ALL = ["corrupt", "encode", "sample", "decode", "loss", "gradients", "update"] as const;
export type StageId = (typeof ALL)[number];

export function stagesOf(model: ModelId): readonly StageId[] {
  return ALL.filter((stage) => (stage !== "corrupt" || model === "dae") && (stage !== "sample" || model === "vae"));
}

/** The formula of a stage. */
export function formulaOf(stage: StageId, model: ModelId): string {
  const shown = model === "dae" ? "\\tilde{\\x}" : "\\x";
  switch (stage) {
    case "corrupt":
      return "\\tilde{\\x} \\sim q(\\tilde{\\x} \\mid \\x)";
    case "encode":
      return model === "vae" ? "\\mean,\\ \\log \\std^2 = f_\\phi(\\x)" : `\\z = f_\\phi(${shown})`;
    case "sample":
      return "\\z = \\mean + \\std \\odot \\eps";
    case "decode":
      return "\\xhat = g_\\theta(\\z)";
    case "loss":
      return model === "vae"
        ? "L = -\\log p_\\theta(\\x \\mid \\z) + \\beta\\, \\mathrm{KL}(q_\\phi(\\z \\mid \\x) \\,\\|\\, p(\\z))"
        : "L = \\tfrac{1}{P} \\lVert \\x - \\xhat \\rVert^2";
    case "gradients":
      return "\\nabla_{\\!\\theta}\\, L, \\quad \\nabla_{\\!\\phi}\\, L";
    case "update":
      return "\\theta \\leftarrow \\theta - \\eta\\, \\hat{m} / (\\sqrt{\\hat{v}} + \\epsilon)";
  }
}
