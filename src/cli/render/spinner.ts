import type { Screen } from './screen.ts';
import { fit } from './visible.ts';

/** One line in place that says what is going on. */
export interface Spinner {
  show(text: string): void;
  /** Erases the line. */
  stop(): void;
}

/** A spinner on the terminal that standard error is. */
export async function openSpinner(screen: Screen): Promise<Spinner> {
  const { default: ora } = await import('ora');
  const spinner = ora({
    // Only a terminal gets a spinner, and a terminal has all that ora asks of a stream.
    stream: screen.noteStream as unknown as NodeJS.WriteStream,
    isEnabled: true,
    discardStdin: false,
    color: screen.noteStyle.cyan('') === '' ? false : 'cyan',
  });
  return {
    show(text) {
      spinner.text = fit(screen.redact(text), screen.columns - 3);
      if (!spinner.isSpinning) spinner.start();
    },
    stop() {
      if (spinner.isSpinning) spinner.stop();
    },
  };
}
