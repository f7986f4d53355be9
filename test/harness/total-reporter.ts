import type { Reporter, TestModule } from 'vitest/node';

/** The last line of a run, in a form that any reader of logs understands: `N passed, N failed, N skipped`. */
export class TotalReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((one) => one === state).length;
    // A file that could not be loaded, and an error outside every test, are failures too.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    process.stdout.write(
      `\n${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped\n`,
    );
  }
}
