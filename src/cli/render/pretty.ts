import type { DaemonEvent } from '../../report/events.ts';
import { createClosing } from './closing.ts';
import { noticeText } from './notices.ts';
import { placeName } from './place-name.ts';
import type { Renderer, RenderOptions } from './renderer.ts';
import { gradeOf, reportLine } from './report-line.ts';
import type { Screen } from './screen.ts';
import { openSpinner } from './spinner.ts';
import { fit, visible } from './visible.ts';

/** At a terminal: the connector in hand with a spinner, those that are done above it, the summary at the end. */
export async function prettyRenderer(screen: Screen, { nextSteps }: RenderOptions): Promise<Renderer> {
  const closing = createClosing();
  const { noteStyle: style } = screen;
  const spinner = await openSpinner(screen);
  const marks = { done: style.green('✔'), warning: style.yellow('!'), failed: style.red('✘') };
  const onEvent = (event: DaemonEvent): void => {
    closing.onEvent(event);
    switch (event.kind) {
      case 'started':
        screen.tell(`${style.bold(visible(event.daemon))} → ${visible(event.store)}\n`);
        break;
      case 'status':
        if (event.status === 'REFRESHING') spinner.show(`${placeName(event)} (${visible(event.provider)}) connecting`);
        break;
      case 'progress': {
        const where = event.place === undefined ? '' : ` · ${visible(event.place)}`;
        spinner.show(`${placeName(event)} ${event.stated} read${where}`);
        break;
      }
      case 'report':
        spinner.stop();
        screen.tell(
          `${marks[gradeOf(event)]} ${fit(`${placeName(event)} ${reportLine(event)}`, screen.columns - 2)}\n`,
        );
        break;
      case 'notice':
        spinner.stop();
        screen.tell(noticeText(event, screen));
        break;
      default:
    }
  };
  return {
    onEvent,
    tell(text) {
      spinner.stop();
      screen.tell(text);
    },
    async close() {
      spinner.stop();
      await closing.print(screen, nextSteps);
    },
  };
}
