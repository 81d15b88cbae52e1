import { isDeepStrictEqual } from 'node:util';
import type {
  Classification,
  Effectivity,
  Element,
  PropertyMap,
  Relationship,
  Versions,
} from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { changedProperties } from '../../store/mutation-checks.ts';
import type { Mutation } from '../../store/open-metadata-store.ts';
import type { ExportedClassification, ExportedElement, ExportedRelationship } from './exported-element.ts';
import { isSameOrigin } from './import-works.ts';

/** `Anchors` follows from the anchor that an element was created with, and is not to be changed. */
const ANCHORS = 'Anchors';

/** Which edition of something is brought in: where the catalog has a later one, it is left alone. */
export interface Edition {
  readonly version: number;
  /** When it was changed last, ISO 8601. */
  readonly time: string;
}

/** An element as it is brought in. */
export interface ImportedElement extends ExportedElement {
  readonly edition?: Edition | undefined;
}

/** A relationship as it is brought in. */
export interface ImportedRelationship extends ExportedRelationship {
  readonly edition?: Edition | undefined;
}

/** Whether the catalog has what is brought in, or something later: neither version nor change is newer than its own. */
export function isNoNews(edition: Edition | undefined, { version, createTime, updateTime }: Versions): boolean {
  if (edition === undefined || edition.version > version) return false;
  return Date.parse(edition.time) <= Date.parse(updateTime ?? createTime);
}

/** Where a new element hangs, as the store knows it. */
export interface Anchors {
  readonly anchorGuid: Guid | undefined;
  readonly anchorScopeGuid: Guid | undefined;
}

/** The element without what others than its owner attached to it; anchored to what there is. */
export function creation(element: ImportedElement, anchors: Anchors, keepsGuids: boolean): Mutation {
  const { guid, typeName, qualifiedName, properties, classifications, origin, edition } = element;
  // Each of what is attached afterwards makes a version: so the last is the one that is brought in.
  const version = edition && Math.max(1, edition.version - foreignClassifications(element).length);
  return {
    kind: 'create-element',
    element: {
      ...(keepsGuids ? { guid: asGuid(guid), version } : {}),
      typeName,
      qualifiedName: asQualifiedName(qualifiedName),
      properties: properties as PropertyMap,
      classifications: classifications
        .filter((one) => isSameOrigin(one.origin, origin))
        .map((one) => ({ ...one, properties: one.properties as PropertyMap })),
      ...anchors,
      effectiveFrom: element.effectiveFrom,
      effectiveTo: element.effectiveTo,
    },
  };
}

/** What others than its owner attached to an element. */
export function foreignClassifications({ classifications, origin }: ExportedElement): ExportedClassification[] {
  return classifications.filter((one) => one.typeName !== ANCHORS && !isSameOrigin(one.origin, origin));
}

/** What makes the element of the catalog the one that is brought in; what others attached to it stays. */
export function changes(element: ImportedElement, known: Element): Mutation[] {
  const { guid } = known;
  const own = element.classifications.filter(
    (one) => one.typeName !== ANCHORS && isSameOrigin(one.origin, element.origin) && !isClassified(known, one),
  );
  const names = new Set([ANCHORS, ...element.classifications.map(({ typeName }) => typeName)]);
  const gone = known.classifications.filter(
    ({ typeName, origin }) => !names.has(typeName) && isSameOrigin(origin, known.origin),
  );
  const update = {
    kind: 'update-element',
    guid,
    properties: element.properties as PropertyMap,
    replaceProperties: true,
    version: element.edition?.version,
  } as const;
  // What belongs to somebody else is refused, changed or not.
  const isSame =
    isSameOrigin(element.origin, known.origin) && changedProperties(known.properties, update) === undefined;
  return [
    ...(isSame ? [] : [update]),
    ...changedEffectivity(guid, element, known),
    ...own.map((classification) => classified(guid, classification)),
    ...gone.map(({ typeName }): Mutation => ({ kind: 'declassify', guid, typeName })),
  ];
}

/** Whether the element of the catalog has this classification of this owner already, the same. */
export function isClassified({ classifications }: Element, one: ExportedClassification): boolean {
  return classifications.some((known) => known.typeName === one.typeName && isSameClassification(known, one));
}

function isSameClassification(known: Classification, one: ExportedClassification): boolean {
  const isOfOne = isSameOrigin(known.origin, one.origin);
  return isOfOne && isDeepStrictEqual(known.properties, one.properties) && isSameEffectivity(known, one);
}

export function classified(guid: Guid, classification: ExportedClassification): Mutation {
  const { typeName, properties, effectiveFrom, effectiveTo } = classification;
  return { kind: 'classify', guid, typeName, properties: properties as PropertyMap, effectiveFrom, effectiveTo };
}

/** A relationship that the store has under this GUID is changed; otherwise it is added, or found by type and ends. */
export function relation(
  { guid, typeName, properties, effectiveFrom, effectiveTo, edition }: ImportedRelationship,
  end1: Guid,
  end2: Guid,
  known: Relationship | undefined,
  keepsGuids: boolean,
): Mutation[] {
  const stated = properties as PropertyMap;
  const version = edition?.version;
  if (known === undefined) {
    return [
      {
        kind: 'relate',
        ...(keepsGuids ? { guid: asGuid(guid), version } : {}),
        typeName,
        end1,
        end2,
        properties: stated,
        effectiveFrom,
        effectiveTo,
      },
    ];
  }
  return [
    { kind: 'update-relationship', guid: known.guid, properties: stated, replaceProperties: true, version },
    ...changedEffectivity(known.guid, { effectiveFrom, effectiveTo }, known),
  ];
}

/** Effectivity is written as it is given, whether it differs or not: so only where it does. */
function changedEffectivity(
  guid: Guid,
  { effectiveFrom, effectiveTo }: Pick<ExportedElement, 'effectiveFrom' | 'effectiveTo'>,
  known: Pick<Element, 'effectiveFrom' | 'effectiveTo'>,
): Mutation[] {
  if (isSameEffectivity({ effectiveFrom, effectiveTo }, known)) return [];
  return [{ kind: 'update-effectivity', guid, effectiveFrom, effectiveTo }];
}

/** Whether both are true from and until the same time. */
export function isSameEffectivity(one: Effectivity, other: Effectivity): boolean {
  return isSameTime(one.effectiveFrom, other.effectiveFrom) && isSameTime(one.effectiveTo, other.effectiveTo);
}

function isSameTime(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Date.parse(one) === Date.parse(other);
}
