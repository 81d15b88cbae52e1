import type { ElementDescription } from '../../daemon/catalog/describe-element.ts';
import type { ElementStub, Origin, PropertyMap } from '../../metadata/element.ts';
import type { Style } from './style.ts';
import { visible, wrap } from './visible.ts';

/** A line of a tree with what hangs beneath it. */
interface Branch {
  readonly text: string;
  readonly branches?: readonly Branch[];
}

/** Versions that are shown, the latest of them. */
const shownVersions = 10;

/** An element for people: what it is, where from, what is attached, when it changed. */
export function elementTree(description: ElementDescription, style: Style, columns: number): string {
  const { element, anchor, attachments, history } = description;
  const { displayName } = element.properties;
  const name = typeof displayName === 'string' ? displayName : element.qualifiedName;
  const { version, createdBy, createTime, updatedBy, updateTime } = element.versions;
  // `anchored to` says in words what this classification says in GUIDs.
  const described = element.classifications.filter(({ typeName }) => typeName !== 'Anchors');
  const facts: (Branch | undefined)[] = [
    { text: `qualifiedName: ${element.qualifiedName}` },
    { text: `guid: ${element.guid}` },
    { text: `from: ${originText(element.origin)}` },
    anchor && { text: `anchored to: ${anchor.typeName} ${anchor.qualifiedName}` },
    { text: `created: ${createTime} by ${createdBy}` },
    updateTime === undefined ? undefined : { text: `updated: ${updateTime} by ${updatedBy}, version ${version}` },
    section('properties', propertyBranches(element.properties)),
    section(
      'classifications',
      described.map(({ typeName, properties }) => ({
        text: typeName,
        branches: propertyBranches(properties),
      })),
    ),
    section('attached', attachments.map(attachmentBranch)),
    section('history', historyBranches(history)),
  ];
  const branches = facts.filter((fact) => fact !== undefined);
  return `${style.bold(visible(name))} ${style.dim(element.typeName)}\n${lines(branches, '', style, columns).join('\n')}\n`;
}

function originText(origin: Origin): string {
  return origin.category === 'LOCAL_COHORT'
    ? 'the local cohort: anyone may change it'
    : `${origin.name}: only it may change it`;
}

function section(text: string, branches: readonly Branch[]): Branch | undefined {
  return branches.length === 0 ? undefined : { text, branches };
}

function propertyBranches(properties: PropertyMap): Branch[] {
  return Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ text: `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}` }));
}

function attachmentBranch({ typeName, otherEnd, count, elements }: ElementDescription['attachments'][number]): Branch {
  const branches = elements.map(({ other, properties }) => ({
    text: stubText(other),
    branches: propertyBranches(properties),
  }));
  const more = count - elements.length;
  return {
    text: `${typeName} ${otherEnd === 2 ? '→' : '←'} ${count}`,
    branches: more > 0 ? [...branches, { text: `… and ${more} more` }] : branches,
  };
}

function stubText({ typeName, qualifiedName, displayName }: ElementStub): string {
  return `${typeName} ${displayName ?? qualifiedName}`;
}

function historyBranches(history: ElementDescription['history']): Branch[] {
  const changes = history.map(({ element, from, until, removed }, index): Branch => {
    const before = history[index - 1]?.element.properties ?? {};
    const changed = index === 0 ? 'created' : differingNames(before, element.properties) || 'attachments changed';
    const who = element.versions.updatedBy ?? element.versions.createdBy;
    const end = removed && until !== undefined ? `, removed ${until}` : '';
    return { text: `version ${element.versions.version}, ${from}, ${who}: ${changed}${end}` };
  });
  const hidden = changes.length - shownVersions;
  return hidden > 0 ? [{ text: `… and ${hidden} before` }, ...changes.slice(-shownVersions)] : changes;
}

function differingNames(before: PropertyMap, after: PropertyMap): string {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).join(', ');
}

function lines(branches: readonly Branch[], margin: string, style: Style, columns: number): string[] {
  return branches.flatMap(({ text, branches: inner = [] }, index) => {
    const isLast = index === branches.length - 1;
    const beneath = `${margin}${isLast ? '   ' : '│  '}`;
    const [first = '', ...rest] = wrap(visible(text), Math.max(16, columns - beneath.length));
    const more = `${beneath}${inner.length > 0 ? '│ ' : '  '}`;
    return [
      `${style.dim(`${margin}${isLast ? '└─ ' : '├─ '}`)}${first}`,
      ...rest.map((line) => `${style.dim(more)}${line}`),
      ...lines(inner, beneath, style, columns),
    ];
  });
}
