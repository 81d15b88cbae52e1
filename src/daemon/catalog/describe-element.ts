import type { Element, ElementStub, PropertyMap } from '../../metadata/element.ts';
import type { ElementVersion } from '../../store/open-metadata-store.ts';
import { elementFor } from './find-elements.ts';
import type { Catalog } from './open-catalog.ts';

/** Elements of one kind of attachment that are named; the others are counted. */
const named = 20;

/** All that is attached to an element by relationships of one type, at one end. */
export interface Attachment {
  readonly typeName: string;
  /** The end that the other elements are at. */
  readonly otherEnd: 1 | 2;
  readonly count: number;
  readonly elements: readonly { readonly other: ElementStub; readonly properties: PropertyMap }[];
}

/** An element with all that is known of it. */
export interface ElementDescription {
  readonly element: Element;
  /** The element whose life it shares, unless it is its own. */
  readonly anchor: Element | undefined;
  readonly attachments: readonly Attachment[];
  /** Oldest first. */
  readonly history: readonly ElementVersion[];
}

/**
 * Describes the element that a text stands for.
 *
 * @throws ConfigurationError when there is none or several
 */
export async function describeElement({ store }: Catalog, text: string): Promise<ElementDescription> {
  const element = await elementFor(text, store);
  const attachments = new Map<string, Attachment & { count: number; elements: Attachment['elements'][number][] }>();
  for await (const { typeName, end1, end2, properties } of store.relationships(element.guid)) {
    const otherEnd = end1.guid === element.guid ? 2 : 1;
    const key = `${typeName} ${otherEnd}`;
    const group = attachments.get(key) ?? { typeName, otherEnd, count: 0, elements: [] };
    group.count += 1;
    if (group.elements.length < named) group.elements.push({ other: otherEnd === 1 ? end1 : end2, properties });
    attachments.set(key, group);
  }
  return {
    element,
    anchor: element.anchorGuid === element.guid ? undefined : await store.element(element.anchorGuid),
    attachments: [...attachments.values()],
    history: await store.history(element.guid),
  };
}
