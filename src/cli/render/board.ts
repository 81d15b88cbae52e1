import type { ConnectorStatus, DaemonEvent } from '../../report/events.ts';
import { createNews } from './causes.ts';
import { noticeText } from './notices.ts';
import { placeName } from './place-name.ts';
import type { Renderer, RenderOptions } from './renderer.ts';
import { reportLine } from './report-line.ts';
import type { Screen } from './screen.ts';
import type { Style } from './style.ts';
import { fit, visible } from './visible.ts';

/** What the board says of one catalog target. */
interface Entry {
  readonly status: ConnectorStatus;
  readonly nextRefresh: string | undefined;
  readonly progress: string | undefined;
  readonly last: string | undefined;
}

/** Milliseconds between two drawings: nobody reads faster. */
const drawPause = 200;

const colours: Readonly<Partial<Record<ConnectorStatus, keyof Style>>> = {
  WAITING: 'green',
  REFRESHING: 'cyan',
  FAILED: 'red',
  CONFIG_FAILED: 'red',
  INITIALIZE_FAILED: 'yellow',
};

/** Watching at a terminal: a line per catalog target, kept in place. */
export function boardRenderer(screen: Screen, { clock }: RenderOptions): Renderer {
  const entries = new Map<string, Entry>();
  const news = createNews(screen.noteStyle, screen.columns);
  let drawn = 0;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  // The cursor is not where it was left when somebody has typed, such as Ctrl-C.
  const erase = (): string => (drawn === 0 ? '\r' : `\r\u001B[${drawn}A\u001B[0J`);
  const draw = (before = ''): void => {
    lastDrawn = clock.now();
    const nameWidth = Math.max(0, ...[...entries.keys()].map((name) => name.length));
    // What does not fit on the screen would scroll away and could not be redrawn.
    const shown = [...entries].slice(0, Math.max(1, screen.rows - 2));
    const lines = shown.map(([name, entry]) => entryLine(name.padEnd(nameWidth), entry, screen));
    if (shown.length < entries.size) lines.push(`… and ${entries.size - shown.length} more`);
    screen.tell(`${erase()}${before}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines.length;
  };
  const update = (name: string, change: Partial<Entry>, isUrgent: boolean): void => {
    const empty: Entry = { status: 'INITIALIZED', nextRefresh: undefined, progress: undefined, last: undefined };
    entries.set(name, { ...(entries.get(name) ?? empty), ...change });
    if (isUrgent || clock.now() - lastDrawn >= drawPause) draw();
  };
  const onEvent = (event: DaemonEvent): void => {
    switch (event.kind) {
      case 'started':
        screen.tell(`${screen.noteStyle.bold(visible(event.daemon))} → ${visible(event.store)}. Ctrl-C ends it.\n`);
        break;
      case 'status':
        update(placeName(event), { status: event.status, nextRefresh: event.nextRefresh, progress: undefined }, true);
        break;
      case 'progress': {
        const where = event.place === undefined ? '' : ` · ${visible(event.place)}`;
        update(placeName(event), { progress: `${event.stated} read${where}` }, false);
        break;
      }
      case 'report': {
        update(placeName(event), { last: reportLine(event) }, true);
        const text = news(event);
        if (text !== '') draw(`${text}\n`);
        break;
      }
      case 'notice':
        draw(noticeText(event, screen));
        break;
      default:
    }
  };
  return { onEvent, tell: draw, close: () => Promise.resolve() };
}

function entryLine(name: string, entry: Entry, { noteStyle, columns }: Screen): string {
  const { status, nextRefresh, progress, last } = entry;
  const colour = colours[status];
  const next = nextRefresh === undefined ? undefined : `next ${nextRefresh.slice(11, 16)} UTC`;
  const rest = fit(
    [next, progress ?? last].filter((part) => part !== undefined).join(' · '),
    Math.max(8, columns - name.length - 20),
  );
  const word = status.padEnd(17);
  return `${name} ${colour === undefined ? word : noteStyle[colour](word)} ${rest}`;
}
