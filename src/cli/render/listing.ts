import type { DaemonEvent, ElementAction } from '../../report/events.ts';
import { placeName } from './place-name.ts';
import type { Style } from './style.ts';
import { fit, visible, wrap } from './visible.ts';

/** Changes that are listed; the report file and `--output json` have every one. */
const shownChanges = 100;
const shownDifferences = 5;

/** Collects what a dry run would do. */
export interface Listing {
  add(event: Extract<DaemonEvent, { kind: 'element' }>): void;
  readonly isEmpty: boolean;
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
    get isEmpty() {
      return count === 0;
    },
    text(style, columns) {
      if (count === 0) return 'Nothing would change.\n';
      const lines = [style.dim(legend)];
      let place = '';
      let above: Scope[] = [];
      for (const event of kept) {
        const name = placeName(event);
        if (name !== place) {
          lines.push('', style.bold(name));
          above = [];
        }
        place = name;
        above = scopesAbove(event, above);
        lines.push(...changeLines(event, above, style, columns));
        above = [...above, { name: nameWithoutKind(event), reason: event.reason }];
      }
      if (count > kept.length) {
        lines.push(style.dim(`  … and ${count - kept.length} more: --report FILE or --output json shows them all.`));
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

/** An element that others are listed beneath. */
interface Scope {
  readonly name: string;
  readonly reason: string | undefined;
}

/** A qualified name without what it is the name of, so that the name of a table begins with that of its schema. */
function nameWithoutKind({ qualifiedName }: ElementAction): string {
  const end = qualifiedName.indexOf('::');
  return end < 0 ? qualifiedName : qualifiedName.slice(end + 2);
}

/** Those of the elements listed last that an element is beneath, going by its name. */
function scopesAbove(event: ElementAction, above: readonly Scope[]): Scope[] {
  const name = nameWithoutKind(event);
  return above.filter((scope) => name.startsWith(scope.name) && /^[.:/]/u.test(name.slice(scope.name.length)));
}

function changeLines(event: ElementAction, above: readonly Scope[], style: Style, columns: number): string[] {
  const { action, typeName, qualifiedName, differences = [], reason } = event;
  const scope = above.at(-1);
  const name =
    scope === undefined
      ? qualifiedName
      : nameWithoutKind(event)
          .slice(scope.name.length)
          .replace(/^[.:/]+/u, '');
  const isSaid = reason === undefined || reason === scope?.reason;
  const head = `${typeName} ${name}${isSaid ? '' : ` (${reason})`}`;
  const margin = '  '.repeat(above.length + 1);
  const room = Math.max(20, columns - margin.length);
  const shown = differences.slice(0, shownDifferences).map(({ name: property, from, to }) => {
    return `${margin}    ${fit(`${visible(property)}: ${valueText(from)} → ${valueText(to)}`, room - 4)}`;
  });
  const more = differences.length - shown.length;
  return [
    `${margin}${signs[action](style)} ${wrap(visible(head), room - 2).join(`\n${margin}  `)}`,
    ...shown,
    ...(more > 0 ? [style.dim(`${margin}    … and ${more} more`)] : []),
  ];
}

function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : visible(JSON.stringify(value));
}
