/** Counts test results truthfully: whatever kept a runner from finishing counts as a failure too. */

const none = () => ({ passed: 0, failed: 0, skipped: 0 });

/** A runner that ended badly without naming a failed test, or left no report, has failed at least once. */
function settled(counts, exitCode, report) {
  const crashed = !report || (exitCode !== 0 && counts.failed === 0);
  return crashed ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** Counts of vitest's JSON report. A test file that broke before any of its tests could run is one failure. */
export function countVitest(report, exitCode) {
  if (!report) return settled(none(), exitCode, report);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return settled(counts, exitCode, report);
}

/** Counts of Playwright's JSON report. Errors outside of tests (a broken file, a dead server) count one failure each. */
export function countPlaywright(report, exitCode) {
  if (!report) return settled(none(), exitCode, report);
  const { expected, flaky, unexpected, skipped } = report.stats;
  const counts = { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
  return settled(counts, exitCode, report);
}

/** The sum of several counts. */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    none(),
  );
}

/** `N passed, N failed`, and the skipped ones if there are any. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** 0 only if something ran and nothing failed. */
export function exitCodeOf({ passed, failed }) {
  return failed === 0 && passed > 0 ? 0 : 1;
}
