import { existsSync, readFileSync } from 'node:fs';

/**
 * What a phase came to. A phase that broke without a failed test counts one failure, and so does
 * one that ran no test at all: silence is not success.
 */
export function ofPhase({ name, code, report, count }) {
  const counts = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  const words = [];
  if (counts.failed === 0 && code !== 0) {
    words.push(`it ended with code ${code} although no test failed`);
  } else if (counts.failed + counts.passed === 0) {
    words.push('it ran no test');
  }
  return { name, ...counts, failed: counts.failed + words.length, words };
}

export function countCheck({ passed, failed }) {
  return { passed, failed, skipped: 0 };
}

/** NOTE A file that does not even load has no tests to fail: it counts by itself. */
export function countVitest({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const unread = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unread.length,
    skipped: numPendingTests,
  };
}

/** A test that passed only when tried again has failed; so has what broke outside any test. */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
