import type { ConnectorPlace, DaemonEvent } from '../../report/events.ts';
import { createNews } from './causes.ts';
import { createClosing } from './closing.ts';
import { noticeText } from './notices.ts';
import { placeName } from './place-name.ts';
import type { Renderer, RenderOptions } from './renderer.ts';
import { reportLine } from './report-line.ts';
import type { Screen } from './screen.ts';
import { visible } from './visible.ts';

/** Milliseconds between two signs of life. */
const heartbeatPause = 30_000;

/** For logs: a line for what each connector came to, and every half a minute where it is. */
export function plainRenderer(screen: Screen, { command, clock, nextSteps }: RenderOptions): Renderer {
  const closing = createClosing();
  const news = createNews(screen.noteStyle, screen.columns);
  const active = new Map<string, string>();
  const stop = new AbortController();
  const time = (): string => (command === 'watch' ? `${new Date(clock.now()).toISOString()} ` : '');
  const line = (place: ConnectorPlace, text: string): void => screen.tell(`${time()}${placeName(place)}: ${text}\n`);
  void heartbeat(screen, clock, stop.signal, active);
  const onEvent = (event: DaemonEvent): void => {
    if (command === 'sync') closing.onEvent(event);
    switch (event.kind) {
      case 'started':
        screen.tell(`${time()}${visible(event.daemon)} → ${visible(event.store)}${event.dryRun ? ', dry run' : ''}\n`);
        break;
      case 'status':
        if (event.status === 'REFRESHING') active.set(placeName(event), 'connecting');
        else if (command === 'watch') line(event, `${event.status}${nextText(event.nextRefresh)}`);
        break;
      case 'progress':
        active.set(
          placeName(event),
          `${event.stated} read${event.place === undefined ? '' : `, at ${visible(event.place)}`}`,
        );
        break;
      case 'report':
        active.delete(placeName(event));
        line(event, reportLine(event));
        if (event.error !== undefined)
          screen.annotate({ severity: 'error', message: event.error.message, place: undefined });
        if (command === 'watch') screen.tell(news(event));
        break;
      case 'notice':
        screen.tell(noticeText(event, screen));
        break;
      default:
    }
  };
  return {
    onEvent,
    tell: (text) => screen.tell(text),
    async close() {
      stop.abort();
      await closing.print(screen, nextSteps);
    },
  };
}

function nextText(nextRefresh: string | undefined): string {
  return nextRefresh === undefined ? '' : `, next refresh at ${nextRefresh}`;
}

async function heartbeat(
  screen: Screen,
  clock: RenderOptions['clock'],
  signal: AbortSignal,
  active: ReadonlyMap<string, string>,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(heartbeatPause, signal).catch(() => undefined);
    if (signal.aborted) return;
    for (const [name, where] of active) screen.tell(`${name}: still refreshing, ${where}\n`);
  }
}
