import { describe, expect, it } from "vitest";
import { countPlaywright, countVitest, exitCodeOf, sum, summaryLine } from "./counts.mjs";

const vitestReport = (passed: number, failed: number, files: { status: string; tests: string[] }[], pending = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
  testResults: files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
});

const playwrightReport = (
  stats: Partial<Record<"expected" | "unexpected" | "flaky" | "skipped", number>>,
  errors = 0,
) => ({
  stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors: Array.from({ length: errors }, () => ({ message: "broken" })),
});

describe("counting vitest", () => {
  it("takes the report's own figures", () => {
    const report = vitestReport(3, 1, [{ status: "failed", tests: ["passed", "passed", "passed", "failed"] }], 2);
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it("counts a file that broke before its tests as one failure", () => {
    const report = vitestReport(3, 0, [
      { status: "passed", tests: ["passed", "passed", "passed"] },
      { status: "failed", tests: [] },
    ]);
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it("counts a bad ending without a failed test as one failure", () => {
    const report = vitestReport(1, 0, [{ status: "passed", tests: ["passed"] }]);
    expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(countVitest(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it("counts a missing report as one failure, even after a good ending", () => {
    expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countVitest(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("counting Playwright", () => {
  it("adds up expected, unexpected and skipped", () => {
    expect(countPlaywright(playwrightReport({ expected: 5, unexpected: 2, skipped: 1 }), 1)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 1,
    });
  });

  it("counts errors outside of tests, once each", () => {
    expect(countPlaywright(playwrightReport({ expected: 1 }, 2), 1)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it("counts a crash as one failure", () => {
    expect(countPlaywright(playwrightReport({ expected: 1 }), 130).failed).toBe(1);
    expect(countPlaywright(undefined, 0).failed).toBe(1);
  });
});

describe("the verdict", () => {
  it("sums both runners", () => {
    const total = sum([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]);
    expect(total).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });

  it("names skipped tests only if there are any", () => {
    expect(summaryLine({ passed: 4, failed: 0, skipped: 0 })).toBe("4 passed, 0 failed");
    expect(summaryLine({ passed: 4, failed: 1, skipped: 2 })).toBe("4 passed, 1 failed, 2 skipped");
  });

  it("is good only if something ran and nothing failed", () => {
    expect(exitCodeOf({ passed: 1, failed: 0 })).toBe(0);
    expect(exitCodeOf({ passed: 1, failed: 1 })).toBe(1);
    expect(exitCodeOf({ passed: 0, failed: 0 })).toBe(1);
  });
});
