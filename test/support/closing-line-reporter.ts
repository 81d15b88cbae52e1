import type { Reporter, SerializedError, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

/**
 * Ends a run with what was skipped and why, and then the plain line `N passed, N failed` (`, N skipped` when there are
 * any), alone on the last line, for whoever reads the output by machine. A test file that could not be loaded and an
 * error outside any test count as failed; so does a run that never came to its end.
 */
export default class ClosingLineReporter implements Reporter {
  #lines = ['0 passed, 1 failed'];

  onInit(): void {
    process.once('exit', () => process.stdout.write(this.#lines.map((line) => `${line}\n`).join('')));
  }

  onTestRunEnd(
    testModules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const tests = testModules.flatMap((testModule) => [...testModule.children.allTests()]);
    const outsideTests = testModules.flatMap((testModule) => [
      ...testModule.errors(),
      ...[...testModule.children.allSuites()].flatMap((suite) => suite.errors()),
    ]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const counted = failed + outsideTests.length + unhandledErrors.length;
    const failures = reason === 'passed' ? counted : Math.max(counted, 1);
    this.#lines = [
      ...skipped.map((test) => `skipped: ${test.fullName}${reasonOf(test)}`),
      `${passed} passed, ${failures} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
    ];
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
}
