import { messageSentence } from '../../messages/sentence.ts';
import type { DaemonEvent } from '../../report/events.ts';
import type { Host } from '../host.ts';

/** A workflow command that makes GitHub show a notice beside the line of the definition; elsewhere nothing. */
export function annotation(
  { severity, message, place }: Extract<DaemonEvent, { kind: 'notice' }>,
  environment: Host['environment'],
): string {
  if (environment['GITHUB_ACTIONS'] !== 'true') return '';
  const [, file = '', line = '', column = ''] = /^(.*):(\d+):(\d+)$/u.exec(place ?? '') ?? [];
  const where = place === undefined ? '' : ` file=${escaped(file)},line=${line},col=${column}`;
  return `::${severity}${where}::${escaped(messageSentence(message))}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
