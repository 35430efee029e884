import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    testTimeout: 60_000,
    pool: "forks",
    maxWorkers: "100%", // one less, as is usual, would leave half of a machine with two processors idle
  },
});
