import type { Element, Relationship } from '../../../src/metadata/element.ts';
import { hidden, notOwner, proxyOnly, unknownElement } from './exceptions.ts';
import type { Asking } from './exceptions.ts';
import type { Owner } from './facts.ts';
import { isoTime } from './operation.ts';
import type { Repository } from './repository.ts';
import type { ReadBody } from './request-bodies.ts';

const MEMENTO = 'Memento';

/** What a call names: the parameter, and the type that it takes it for. */
export interface Named {
  readonly guid: string;
  readonly parameterName: string;
  readonly typeName?: string;
}

/** The element that a call is about, which it may see; throws what Egeria throws otherwise. */
export async function visibleElement(
  named: Named,
  repository: Repository,
  asking: Asking,
  read: Partial<ReadBody> = {},
): Promise<Element> {
  const element = await seen(named, repository, asking, read);
  // An element is seen as long as its anchor is.
  const { anchorGuid } = element;
  if (anchorGuid !== element.guid) {
    const anchor = { guid: anchorGuid, parameterName: 'anchorIdentifiers', typeName: 'Referenceable' };
    await seen(anchor, repository, asking, read);
  }
  return element;
}

async function seen(named: Named, repository: Repository, asking: Asking, read: Partial<ReadBody>): Promise<Element> {
  const element = await repository.element(named.guid, { asOfTime: isoTime(read.asOfTime), forLineage: true });
  if (element === undefined) {
    if (read.asOfTime === undefined) throw unknownElement(named, asking);
    throw (await repository.history(named.guid)).length > 0 ? proxyOnly(named, asking) : unknownElement(named, asking);
  }
  if (!isVisible(element, read)) throw hidden(element, named, read, asking);
  return element;
}

/** What is archived is seen by who asks for lineage only; effectivity counts when a time is asked for. */
function isVisible(element: Element, read: Partial<ReadBody>): boolean {
  const isArchived = element.classifications.some((each) => each.typeName === MEMENTO);
  if (isArchived && read.forLineage !== true) return false;
  const { effectiveTime: time } = read;
  if (time === undefined) return true;
  const { effectiveFrom, effectiveTo } = element;
  const hasBegun = effectiveFrom === undefined || Date.parse(effectiveFrom) <= time;
  return hasBegun && (effectiveTo === undefined || Date.parse(effectiveTo) > time);
}

/** Throws what Egeria throws when something belongs to somebody else than the caller. */
export function checkOwner(
  subject: Element | Relationship,
  caller: Owner | undefined,
  repository: Repository,
  asking: Asking,
): void {
  const owner = repository.ownerOf(subject);
  if (owner === undefined || owner.guid === caller?.guid) return;
  throw notOwner(subject, owner, caller, asking);
}
