import "@tensorflow/tfjs-backend-wasm"; // registers the stock kernels
import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";

const NAME = "BatchMatMul";
const current = () => getKernel(NAME, "wasm") as KernelConfig;

/** TensorFlow.js's own product, taken before the engine puts another in its place. */
const stock = current();

/** To be called once the engine has started: switches the product between the engine's and the stock one. */
export function matMulSwitch(): (to: "engine" | "stock") => void {
  const engine = current();
  if (engine.kernelFunc === stock.kernelFunc) throw new Error("the engine has no product of its own here");
  return (to) => {
    unregisterKernel(NAME, "wasm");
    registerKernel(to === "engine" ? engine : stock);
  };
}
