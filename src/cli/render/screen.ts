import { once } from 'node:events';
import type { CommandContext } from '../command-context.ts';
import type { Host, OutputStream } from '../host.ts';
import { annotation } from './annotation.ts';
import type { Annotated } from './annotation.ts';
import { isTerminal, styleFor } from './style.ts';
import type { Style } from './style.ts';
import { visibleJson } from './visible.ts';

/** How a command shows what it does: for people at a terminal, for people in a log, for programs. */
export type OutputFormat = 'pretty' | 'plain' | 'json';

/** Whoever read standard output has closed it, as `head` does. */
export class OutputClosedError extends Error {
  override name = 'OutputClosedError';
}

/** The one way to the outside: whatever is put out passes through here, and is freed of secrets but for the catalog's own data. */
export interface Screen {
  readonly format: OutputFormat;
  /** Whether progress can be shown in place. */
  readonly isLive: boolean;
  /** The width that results may take. */
  readonly columns: number;
  /** The height of the terminal in lines. */
  readonly rows: number;
  /** For what draws in place; what it is given must be free of secrets. */
  readonly noteStream: OutputStream;
  /** For results. */
  readonly style: Style;
  /** For what is told to people. */
  readonly noteStyle: Style;
  /** Results, on standard output. Nothing happens when nobody reads any more. */
  print(text: string): void;
  /**
   * Data of the catalog as one line of JSON on standard output, as it is, waiting while the reader is behind.
   *
   * @throws OutputClosedError when nobody reads any more
   */
  printData(value: unknown): Promise<void>;
  /** A part of a JSON text, likewise: it may end between any two values, for a line break follows. */
  printDataText(text: string): Promise<void>;
  /** A value as one line of JSON on standard output. */
  printJson(value: unknown): void;
  /** For people, on standard error. */
  readonly tell: (text: string) => void;
  /** Shows a notice beside the line of the definition where GitHub runs the command; elsewhere nothing. */
  annotate(notice: Annotated): void;
  /** The text without secrets, for what does not go through here. */
  redact(text: string): string;
  /** A value as JSON on one line, without secrets. */
  json(value: unknown): string;
}

/** Opens the screen of a command. Without a format, people at a terminal get `pretty`, others `plain`. */
export async function openScreen(
  { host, redactor }: Pick<CommandContext, 'host' | 'redactor'>,
  format: OutputFormat | undefined,
): Promise<Screen> {
  const isLive = isTerminal(host.stderr, host.environment);
  const closed = { stdout: false };
  host.stdout.on('error', () => (closed.stdout = true));
  host.stderr.on('error', () => undefined);
  const redact = (text: string): string => redactor.redact(text);
  const json = (value: unknown): string => {
    const text = JSON.stringify(value);
    // Mostly there is nothing to hide; where there is, it is hidden within strings, so that JSON remains JSON.
    const hides = redact(text) !== text;
    const hidden = (key: string, part: unknown): unknown =>
      typeof part === 'string' && !names.has(key) ? redact(part) : part;
    return visibleJson(hides ? JSON.stringify(value, hidden) : text);
  };
  const printDataText = async (text: string): Promise<void> => {
    if (!closed.stdout && !host.stdout.write(`${visibleJson(text)}\n`)) await drained(host.stdout);
    if (closed.stdout) throw new OutputClosedError();
  };
  return {
    format: format ?? (isLive ? 'pretty' : 'plain'),
    isLive: isLive && format !== 'plain',
    columns: columnsOf(host),
    rows: host.stderr.rows ?? 24,
    noteStream: host.stderr,
    style: await styleFor(host.stdout, host),
    noteStyle: await styleFor(host.stderr, host),
    print(text) {
      if (!closed.stdout) host.stdout.write(redact(text));
    },
    printData: (value) => printDataText(JSON.stringify(value)),
    printDataText,
    printJson(value) {
      if (!closed.stdout) host.stdout.write(`${json(value)}\n`);
    },
    tell: (text) => void host.stderr.write(redact(text)),
    annotate(notice) {
      if (host.environment['GITHUB_ACTIONS'] === 'true') host.stderr.write(redact(annotation(notice)));
    },
    redact,
    json,
  };
}

/**
 * What programs go by: words of ours, and names that the definition and the catalog show openly. A password that happens to
 * be a part of one, such as `postgres`, is not to garble it.
 */
const names: ReadonlySet<string> = new Set([
  'kind',
  'status',
  'severity',
  'action',
  'id',
  'daemon',
  'serviceURLMarker',
  'connectorName',
  'provider',
  'catalogTargetName',
  'metadataSourceQualifiedName',
  'typeName',
  'qualifiedName',
]);

async function drained(stream: OutputStream): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const emitter = stream as NodeJS.WritableStream;
  await Promise.race([once(emitter, 'drain', { signal }), once(emitter, 'close', { signal })]).catch(() => undefined);
  waiting.abort();
}

/** Of a terminal its width; for a log or a file, what `COLUMNS` says or enough for a table. */
function columnsOf({ stdout, environment }: Host): number {
  const stated = Number(environment['COLUMNS']);
  if (stdout.isTTY === true && stdout.columns !== undefined && stdout.columns > 0) return stdout.columns;
  return Number.isInteger(stated) && stated > 0 ? stated : 120;
}
