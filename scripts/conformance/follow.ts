import {
  engine,
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";

/**
 * Lets our kernels follow the backend: every suite of TensorFlow.js throws it away and makes a new one. A new backend
 * sets up the kernels that it finds, so it has to find the stock ones; ours, bound to its memory, come after.
 */
export function followBackend(id: string, register: () => Promise<void>): void {
  const tf = engine();
  const stock = getKernelsForBackend(id);
  const reset = tf.reset.bind(tf);
  const setBackend = tf.setBackend.bind(tf);
  let current: unknown;
  tf.reset = () => {
    reset();
    for (const kernel of getKernelsForBackend(id)) unregisterKernel(kernel.kernelName, id);
    for (const kernel of stock) registerKernel(kernel as KernelConfig);
  };
  tf.setBackend = async (name) => {
    const started = await setBackend(name);
    if (!started || name !== id || tf.backend === current) return started;
    current = tf.backend;
    await register();
    return started;
  };
}
