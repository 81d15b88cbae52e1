import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with the plain line `N passed, N failed` (`, N skipped` when there are any), alone on the last line, for
 * whoever reads the output by machine. A test file that could not be loaded and an error outside any test count as failed.
 */
export default class ClosingLineReporter implements Reporter {
  #line = '0 passed, 1 failed';

  onInit(): void {
    process.once('exit', () => process.stdout.write(`${this.#line}\n`));
  }

  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) counts[test.result().state] += 1;
      counts.failed += testModule.errors().length;
    }
    const skipped = counts.skipped + counts.pending;
    this.#line = `${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  }
}
