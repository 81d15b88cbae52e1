import { createRedactor } from '../runtime/redact.ts';
import type { Redactor } from '../runtime/redact.ts';
import { exitCodes } from '../report/exit-codes.ts';
import type { Host } from './host.ts';

/** What every command works with. */
export interface CommandContext {
  readonly host: Host;
  readonly redactor: Redactor;
  /** Whether errors are shown with their stack. */
  readonly debug: boolean;
  /**
   * Lets the first SIGINT or SIGTERM abort the work, so that it ends in order, and the second end the process at once.
   * Until it is called, signals do what they do to any process.
   *
   * @param tell shows people that it was heard; on standard error by default
   */
  interruptible(tell?: (text: string) => void): Interruption;
  /** Whether a signal has told the work to end: what fails then fails for that. */
  readonly isInterrupted: boolean;
}

/** How a command learns that it is to stop. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Which signal it was. */
  readonly received: () => 'SIGINT' | 'SIGTERM' | undefined;
}

/** The context of one command. `dispose` gives signals back to the system. */
export function commandContext(host: Host, debug: boolean): CommandContext & { readonly dispose: () => void } {
  const disposals: (() => void)[] = [];
  let isInterrupted = false;
  return {
    host,
    redactor: createRedactor(),
    debug,
    interruptible(tell = (text) => void host.stderr.write(text)) {
      const controller = new AbortController();
      let received: 'SIGINT' | 'SIGTERM' | undefined;
      disposals.push(
        host.onSignal((signal) => {
          if (received !== undefined) {
            host.exitNow(exitCodes.interrupted);
            return;
          }
          received = signal;
          isInterrupted = true;
          tell('Stopping after the batch in hand. Once more to stop at once.\n');
          controller.abort();
        }),
      );
      return { signal: controller.signal, received: () => received };
    },
    get isInterrupted() {
      return isInterrupted;
    },
    dispose() {
      for (const dispose of disposals) dispose();
    },
  };
}
