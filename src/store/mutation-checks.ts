import { isDeepStrictEqual } from 'node:util';
import { InvalidMetadataError } from '../messages/error-kinds.ts';
import type { Effectivity, PropertyMap } from '../metadata/element.ts';
import type { TypeProblem } from '../metadata/types/type-problem.ts';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { NewElement } from './open-metadata-store.ts';
import { refusals } from './refusals.ts';

/** The classification that says what an element is anchored to. */
const ANCHORS = 'Anchors';

/** Types of which there may be several relationships between two elements, besides those of lineage (Egeria). */
const MULTI_LINK = ['CatalogTarget', 'ExternalReferenceLink', 'ValidValuesImplementation'];

/** Refuses what does not fit the types. */
export function refuse(problem: TypeProblem | undefined): void {
  if (problem !== undefined) throw unfit(problem.message);
}

/** A `Referenceable` has a qualified name, and nothing else has one (Egeria 6.1). */
export function refuseName({ typeName, qualifiedName }: Pick<NewElement, 'typeName' | 'qualifiedName'>): void {
  const isNamed = typeRegistry().uniqueAttribute(typeName) !== undefined;
  if (isNamed === (qualifiedName !== '')) return;
  throw unfit(isNamed ? `${typeName} needs a qualifiedName` : `${typeName} has no qualifiedName`);
}

/** Nobody gives or takes the classification of an anchor. */
export function refuseAnchors(typeName: string): void {
  if (typeName === ANCHORS) throw unfit(`${ANCHORS} follows from the anchor that an element is created with`);
}

/** Refuses effectivity dates that are none. */
export function refuseDates({ effectiveFrom, effectiveTo }: Effectivity): void {
  const isWrong = [effectiveFrom, effectiveTo].some((date) => date !== undefined && Number.isNaN(Date.parse(date)));
  if (isWrong) throw unfit('a date of its effectivity is not ISO 8601');
}

/** Whether there may be several relationships of a type between the same two elements. */
export function isMultiLink(typeName: string): boolean {
  return MULTI_LINK.includes(typeName) || typeRegistry().isSubtypeOf(typeName, 'LineageRelationship');
}

/** All properties after an update, without what is undefined; `undefined` when it changes none. */
export function changedProperties(
  before: PropertyMap,
  { properties, replaceProperties }: { readonly properties: PropertyMap; readonly replaceProperties?: boolean },
): PropertyMap | undefined {
  const after = replaceProperties === true ? properties : { ...before, ...properties };
  // JSON leaves out what is undefined: that removes a property.
  const stored = JSON.parse(JSON.stringify(after)) as PropertyMap;
  return isDeepStrictEqual(before, stored) ? undefined : stored;
}

function unfit(problem: string): InvalidMetadataError {
  return new InvalidMetadataError(refusals.doesNotFitTypes({ problem }));
}
