import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './programs.mjs';

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
  const { failures = [] } = counts;
  return { name, ...counts, failed: counts.failed + words.length, words: [...words, ...failures] };
}

const LINES_OF_A_FAILURE = 12;

/** A failed test in words, for the end of the run: what was long ago printed is often cut away. */
function inWords(name, messages) {
  const lines = messages.join('\n').split('\n').slice(0, LINES_OF_A_FAILURE);
  return [`✗ ${name}`, ...lines.map((line) => `    ${stripVTControlCharacters(line)}`)].join(
    '\n  ',
  );
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
  const failedTests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => inWords(`${relative(root, name)}: ${test.fullName}`, test.failureMessages)),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unread.length,
    skipped: numPendingTests,
    failures: [
      ...failedTests,
      ...unread.map(({ name, message }) => inWords(relative(root, name), [message])),
    ],
  };
}

/** A test that passed only when tried again has failed; so has what broke outside any test. */
export function countPlaywright({ stats, errors, suites }) {
  const failedTests = specsIn(suites)
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const results = tests.flatMap((test) => test.results);
      const messages = results.flatMap((result) => result.errors.map(({ message }) => message));
      return inWords(`${file}:${line} ${title}`, messages);
    });
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...failedTests,
      ...errors.map(({ message }) => inWords('outside a test', [message])),
    ],
  };
}

function specsIn(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsIn(suite.suites)]);
}
