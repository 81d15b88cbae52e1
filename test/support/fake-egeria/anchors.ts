import type { Classification, Element } from '../../../src/metadata/element.ts';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Anchor, Facts } from './facts.ts';

const ANCHORS = 'Anchors';

/** The anchor that a new element has: another one, or itself. */
export function anchorAt(
  element: { readonly guid: string | undefined; readonly typeName: string },
  scopeGuids: readonly string[],
): Anchor {
  return { guid: element.guid, typeName: element.typeName, domainName: domainOf(element.typeName), scopeGuids };
}

/** An element of the store with the anchor that the platform knows: in the store each is its own. */
export function withAnchor(element: Element, facts: Facts): Element {
  const { anchor } = facts;
  const others = element.classifications.filter((each) => each.typeName !== ANCHORS);
  if (anchor === undefined) return { ...element, classifications: others };
  const anchors: Classification = {
    typeName: ANCHORS,
    properties: {
      anchorTypeName: anchor.typeName,
      anchorDomainName: anchor.domainName,
      ...(anchor.guid === undefined ? {} : { anchorGUID: anchor.guid }),
      ...(anchor.scopeGuids.length === 0 ? {} : { anchorScopeGUIDs: anchor.scopeGuids }),
    },
    origin: element.origin,
  };
  const [scope] = anchor.scopeGuids;
  return {
    ...element,
    classifications: [anchors, ...others],
    anchorGuid: anchor.guid === undefined ? element.guid : asGuid(anchor.guid),
    anchorScopeGuid: scope === undefined ? undefined : asGuid(scope),
  };
}

/** The topmost type below `Referenceable`: `Asset` for a database. */
function domainOf(typeName: string): string {
  const line = [typeName, ...(typeRegistry().entity(typeName)?.supertypes ?? [])];
  const top = line.findIndex((name) => name === 'Referenceable' || name === 'OpenMetadataRoot');
  return (top > 0 ? line[top - 1] : undefined) ?? typeName;
}
