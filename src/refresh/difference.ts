import type { PermittedSynchronization } from '../connector/connector.ts';
import type {
  Classification,
  PropertyMap,
  PropertyValue,
  StatedElement,
  StatedRelationship,
} from '../metadata/element.ts';
import { relationshipsStatedBy } from '../metadata/element.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { CurrentElement, ElementUpdate, OwnedRelationship } from '../store/sync-ledger.ts';

/** The classification that ARCHIVE leaves; an element that is stated again loses it. */
const MEMENTO = 'Memento';

/** Whose values count. */
export interface DifferencePolicy {
  /** Elements belong to the local cohort: what people added to them stays. */
  readonly localCohort: boolean;
  /** The metadata source that the connector writes for when elements are not the local cohort's. */
  readonly metadataSourceName: QualifiedName;
  readonly permittedSynchronization: PermittedSynchronization;
  /** Properties that can be carried out to the third party; empty unless the direction permits it. */
  readonly publishes: readonly string[];
}

/** A property that is to be carried out to the third party. */
export interface PropertyToPublish {
  readonly propertyName: string;
  readonly from: PropertyValue | undefined;
  readonly to: PropertyValue | undefined;
}

/** How an element of the store differs from what is stated. */
export interface Difference {
  /** What is to be written; `undefined` when nothing is. */
  readonly update: ElementUpdate | undefined;
  readonly publish: readonly PropertyToPublish[];
  /** Properties that were changed on both sides. */
  readonly conflicts: readonly string[];
  /** What the ledger is to remember as agreed on; `undefined` for elements of an external source. */
  readonly base: PropertyMap | undefined;
  /** The properties that differ, for people. */
  readonly properties: readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[];
}

/**
 * Compares what is stated with what the store has and with what was last agreed on (the ledger's base).
 *
 * One property at a time: changed in the third party, it is taken over; changed in open metadata, it is carried out
 * where the direction permits it, else overwritten; changed on both sides, it is a conflict (`TO_THIRD_PARTY`: open
 * metadata wins). Source: Egeria 6.1's table of member actions, with values in place of dates where a third party
 * keeps none.
 */
export function differenceOf(stated: StatedElement, current: CurrentElement, policy: DifferencePolicy): Difference {
  const reown = isToBeReowned(current, policy);
  const agreement = agree(stated, current, policy, reown);
  const before = current.element.properties;
  const changed = differingProperties(before, agreement.properties);
  const classifications = reclassification(stated, current);
  const relationships = relationshipDifference(stated, current.relationships);
  const anchor = stated.anchor === stated.qualifiedName ? undefined : stated.anchor;
  const reanchor = anchor !== current.anchor || stated.anchorScope !== current.anchorScope;
  const isSame =
    changed.length === 0 && classifications === undefined && relationships === undefined && !reanchor && !reown;
  return {
    update: isSame
      ? undefined
      : {
          properties: changed.length === 0 ? undefined : agreement.properties,
          classifications: classifications?.stated ?? (reown ? ownClassifications(stated, current) : undefined),
          declassify: classifications?.gone ?? [],
          relate: relationships?.relate ?? [],
          updateRelationships: relationships?.update ?? [],
          unrelate: relationships?.unrelate ?? [],
          reanchor,
          reown,
        },
    publish: agreement.publish,
    conflicts: agreement.conflicts,
    base: agreement.base,
    properties: changed,
  };
}

interface Agreement {
  readonly properties: PropertyMap;
  readonly base: PropertyMap | undefined;
  readonly publish: readonly PropertyToPublish[];
  readonly conflicts: readonly string[];
}

/**
 * Whether the connector's own element changes hands, since its configuration says otherwise than when it was written:
 * from its metadata source to the local cohort, or back.
 */
function isToBeReowned({ element, inLedger }: CurrentElement, policy: DifferencePolicy): boolean {
  const { origin } = element;
  if (!inLedger) return false;
  if (origin.category === 'LOCAL_COHORT') return !policy.localCohort;
  return policy.localCohort && origin.name === policy.metadataSourceName;
}

function agree(stated: StatedElement, current: CurrentElement, policy: DifferencePolicy, reown: boolean): Agreement {
  if (!policy.localCohort) return { properties: stated.properties, base: undefined, publish: [], conflicts: [] };
  // Of an element that was the connector's alone, all that is there was agreed on.
  const known = current.base ?? (reown ? current.element.properties : undefined);
  const properties: Record<string, PropertyValue | undefined> = { ...current.element.properties };
  // What an earlier statement held and this one does not is gone; what people added stays.
  for (const name of Object.keys(known ?? {})) if (stated.properties[name] === undefined) delete properties[name];
  for (const [name, value] of Object.entries(stated.properties)) if (value !== undefined) properties[name] = value;
  const base: Record<string, PropertyValue | undefined> = { ...stated.properties };
  const publish: PropertyToPublish[] = [];
  const conflicts: string[] = [];
  for (const propertyName of policy.publishes) {
    const there = stated.properties[propertyName];
    const here = current.element.properties[propertyName];
    const agreed = known?.[propertyName];
    if (isSame(there, here)) continue;
    const winner = winnerOf({ there, here, agreed, isKnown: known !== undefined }, policy);
    if (winner === 'third party') continue;
    properties[propertyName] = here;
    base[propertyName] = agreed;
    if (winner === 'nobody') conflicts.push(propertyName);
    else publish.push({ propertyName, from: there, to: here });
  }
  return { properties, base, publish, conflicts };
}

interface Sides {
  readonly there: PropertyValue | undefined;
  readonly here: PropertyValue | undefined;
  readonly agreed: PropertyValue | undefined;
  /** Whether something was agreed on before. */
  readonly isKnown: boolean;
}

function winnerOf(sides: Sides, policy: DifferencePolicy): 'third party' | 'open metadata' | 'nobody' {
  // Nothing here, and nothing known of what was: that is no removal to carry out.
  if (!sides.isKnown && sides.here === undefined) return 'third party';
  if (policy.permittedSynchronization === 'TO_THIRD_PARTY') return 'open metadata';
  if (sides.isKnown && isSame(sides.here, sides.agreed)) return 'third party';
  if (sides.isKnown && isSame(sides.there, sides.agreed)) return 'open metadata';
  if (!sides.isKnown && sides.there === undefined) return 'open metadata';
  return 'nobody';
}

function differingProperties(before: PropertyMap, after: PropertyMap): { name: string; from: unknown; to: unknown }[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !isSame(before[name], after[name]))
    .map((name) => ({ name, from: before[name], to: after[name] }));
}

function reclassification(
  stated: StatedElement,
  current: CurrentElement,
): { readonly stated: StatedElement['classifications'] | undefined; readonly gone: readonly string[] } | undefined {
  const there = new Map(current.element.classifications.map((one) => [one.typeName, one]));
  const ours = ownClassifications(stated, current);
  const names = new Set<string>(ours.map((one) => one.typeName));
  const gone = current.ownedClassifications.filter((name) => !names.has(name));
  if (there.has(MEMENTO) && !gone.includes(MEMENTO)) gone.push(MEMENTO);
  const differs = ours.some((one) => !isSameClassification(one, there.get(one.typeName)));
  if (gone.length === 0 && !differs) return undefined;
  return { stated: differs ? ours : undefined, gone };
}

/** The classifications that are the connector's to state: those that somebody else has given stay theirs. */
function ownClassifications(stated: StatedElement, current: CurrentElement): StatedElement['classifications'] {
  const owned = new Set(current.ownedClassifications);
  const there = new Set(current.element.classifications.map((one) => one.typeName));
  return stated.classifications.filter((one) => !there.has(one.typeName) || owned.has(one.typeName));
}

function isSameClassification(stated: { properties: PropertyMap }, there: Classification | undefined): boolean {
  return there !== undefined && differingProperties(there.properties, stated.properties).length === 0;
}

function relationshipDifference(stated: StatedElement, owned: readonly OwnedRelationship[]) {
  const wanted = new Map(relationshipsStatedBy(stated).map((one) => [relationshipKey(one), one]));
  const present = new Map(owned.map((one) => [relationshipKey(one), one]));
  const relate = [...wanted].filter(([key]) => !present.has(key)).map(([, one]) => one);
  const unrelate = [...present].filter(([key]) => !wanted.has(key)).map(([, one]) => one);
  const update: OwnedRelationship[] = [];
  for (const [key, one] of present) {
    const want = wanted.get(key);
    if (want === undefined || differingProperties(one.properties, want.properties).length === 0) continue;
    update.push({ ...one, properties: want.properties });
  }
  return relate.length + unrelate.length + update.length === 0 ? undefined : { relate, unrelate, update };
}

/** What makes a relationship the same one: between two elements there is one of a type (uni-link). */
export function relationshipKey({ typeName, toEnd, to }: StatedRelationship): string {
  return `${typeName} ${toEnd} ${to}`;
}

/** Whether two values of a property are equal; `undefined` is an absent one. */
export function isSame(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return (
    left.length === right.size &&
    left.every(([name, value]) => isSame(value as PropertyValue, right.get(name) as PropertyValue))
  );
}
