import type { DaemonEvent, ElementAction } from '../../report/events.ts';
import { placeName } from './place-name.ts';
import type { Style } from './style.ts';
import { fit, visible } from './visible.ts';

/** Changes that are listed; the report file and `--output json` have every one. */
const shownChanges = 100;
const shownDifferences = 5;

/** Collects what a dry run would do. */
export interface Listing {
  add(event: Extract<DaemonEvent, { kind: 'element' }>): void;
  /** The changes with old and new values, by catalog target. */
  text(style: Style, columns: number): string;
}

const signs: Readonly<Record<ElementAction['action'], (style: Style) => string>> = {
  create: (style) => style.green('+'),
  update: (style) => style.yellow('~'),
  remove: (style) => style.red('-'),
  refuse: (style) => style.red('!'),
  publish: (style) => style.cyan('>'),
};

const legend = '+ create   ~ update   - remove   ! refuse   > carry out to the third party';

/** A listing that keeps as much as it shows. */
export function createListing(): Listing {
  const kept: Extract<DaemonEvent, { kind: 'element' }>[] = [];
  let count = 0;
  return {
    add(event) {
      count += 1;
      if (kept.length < shownChanges) kept.push(event);
    },
    text(style, columns) {
      if (count === 0) return 'Nothing would change.\n';
      const lines = [style.dim(legend)];
      let place = '';
      for (const event of kept) {
        const name = placeName(event);
        if (name !== place) lines.push('', style.bold(name));
        place = name;
        lines.push(...changeLines(event, style, columns));
      }
      if (count > kept.length) {
        lines.push(style.dim(`  … and ${count - kept.length} more: --report FILE or --output json shows them all.`));
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

function changeLines(event: ElementAction, style: Style, columns: number): string[] {
  const { action, typeName, qualifiedName, differences = [], reason } = event;
  const head = `${typeName} ${qualifiedName}${reason === undefined ? '' : ` (${reason})`}`;
  const shown = differences.slice(0, shownDifferences).map(({ name, from, to }) => {
    return `      ${fit(`${visible(name)}: ${valueText(from)} → ${valueText(to)}`, Math.max(20, columns - 6))}`;
  });
  const more = differences.length - shown.length;
  return [
    `  ${signs[action](style)} ${fit(visible(head), Math.max(20, columns - 4))}`,
    ...shown,
    ...(more > 0 ? [style.dim(`      … and ${more} more`)] : []),
  ];
}

function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : visible(JSON.stringify(value));
}
