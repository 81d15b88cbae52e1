import { messageSentence } from '../../messages/sentence.ts';
import type { Message } from '../../messages/message.ts';

/** What can be shown beside a line of a definition. */
export interface Annotated {
  readonly severity: 'warning' | 'error';
  readonly message: Message;
  /** `FILE:LINE:COLUMN` */
  readonly place: string | undefined;
}

/** The workflow command with which GitHub shows something beside the line that it is about. */
export function annotation({ severity, message, place }: Annotated): string {
  const [, file = '', line = '', column = ''] = /^(.*):(\d+):(\d+)$/u.exec(place ?? '') ?? [];
  const where = place === undefined ? '' : ` file=${escaped(file)},line=${line},col=${column}`;
  return `::${severity}${where}::${escaped(messageSentence(message))}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
