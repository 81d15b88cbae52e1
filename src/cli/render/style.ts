import type { Host, OutputStream } from '../host.ts';

/** What sets words off; without colours each gives back its text. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

const plainStyle: Style = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };

/**
 * Colours where somebody sees them: on a terminal that is not `dumb` and not in continuous integration. `NO_COLOR`
 * forbids them and `FORCE_COLOR` demands them, in this order.
 */
export async function styleFor(stream: OutputStream, { environment }: Host): Promise<Style> {
  const { NO_COLOR: forbidden = '', FORCE_COLOR: forced = '' } = environment;
  if (forbidden !== '' || (!isTerminal(stream, environment) && (forced === '' || forced === '0'))) return plainStyle;
  const { Chalk } = await import('chalk');
  const { bold, dim, red, yellow, green, cyan } = new Chalk({ level: 1 });
  return { bold, dim, red, yellow, green, cyan };
}

/** Whether a stream is a terminal on which something may be rewritten in place. */
export function isTerminal(stream: OutputStream, environment: Host['environment']): boolean {
  const { CI: continuousIntegration = '', TERM: terminal } = environment;
  return stream.isTTY === true && continuousIntegration === '' && terminal !== 'dumb';
}
