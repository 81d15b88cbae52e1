import type { DaemonEvent } from '../../report/events.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Screen } from './screen.ts';

/** Shows what the daemon tells. */
export interface Renderer {
  readonly onEvent: (event: DaemonEvent) => void;
  /** Lines for people, between what is shown of events. */
  readonly tell: (text: string) => void;
  /** Shows what belongs at the end. After it nothing is shown. */
  close(): Promise<void>;
}

/** How the daemon runs, as far as it matters for showing it. */
export interface RenderOptions {
  readonly command: 'sync' | 'watch';
  readonly clock: Clock;
  /** Commands to type next, shown after something was catalogued for the first time. */
  readonly nextSteps: readonly string[];
}

/** The renderer for the screen's format. */
export async function createRenderer(screen: Screen, options: RenderOptions): Promise<Renderer> {
  if (screen.format === 'json') {
    return {
      onEvent: (event) => screen.printJson(event),
      tell: (text) => screen.tell(text),
      close: () => Promise.resolve(),
    };
  }
  if (!screen.isLive) return (await import('./plain.ts')).plainRenderer(screen, options);
  if (options.command === 'watch') return (await import('./board.ts')).boardRenderer(screen, options);
  return (await import('./pretty.ts')).prettyRenderer(screen, options);
}
