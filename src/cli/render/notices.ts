import { messageSentence } from '../../messages/sentence.ts';
import type { DaemonEvent } from '../../report/events.ts';
import { messageLines } from './message-lines.ts';
import type { Screen } from './screen.ts';
import { visible } from './visible.ts';

/** Something that the daemon has to say: at a place of the definition in one line, `FILE:LINE:COLUMN` first. */
export function noticeText(notice: Extract<DaemonEvent, { kind: 'notice' }>, { noteStyle, columns }: Screen): string {
  const { severity, message, cause, place } = notice;
  if (place === undefined) return messageLines({ weight: severity, message, cause }, noteStyle, columns);
  const kind = severity === 'warning' ? 'warning: ' : '';
  return `${visible(place)}: ${kind}${visible(messageSentence(message))}\n`;
}
