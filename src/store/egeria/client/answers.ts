import { z } from 'zod';
import type {
  Classification,
  Element,
  ElementStub,
  Origin,
  Relationship,
  Versions,
} from '../../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { ElementVersion } from '../../open-metadata-store.ts';
import type { RemoteElement } from '../egeria-client.ts';
import { readPropertyValueMap } from './property-values.ts';

const Properties = z
  .object({ propertyValueMap: z.record(z.string(), z.unknown()).nullish() })
  .nullish()
  .transform((properties) => readPropertyValueMap(properties?.propertyValueMap));

const TypeName = z.object({ typeName: z.string() }).transform(({ typeName }) => typeName);

/** Everything that is not of the local cohort belongs to somebody else: a source, an archive, another repository. */
const ElementOrigin = z
  .object({
    originCategory: z.string().nullish(),
    homeMetadataCollectionId: z.string().nullish(),
    homeMetadataCollectionName: z.string().nullish(),
  })
  .transform(({ originCategory, homeMetadataCollectionId, homeMetadataCollectionName }): Origin => {
    if (originCategory === 'LOCAL_COHORT') return { category: 'LOCAL_COHORT' };
    const guid = asGuid(homeMetadataCollectionId ?? '');
    return { category: 'EXTERNAL_SOURCE', guid, name: asQualifiedName(homeMetadataCollectionName ?? '') };
  });

/** ISO 8601 with an offset, as Jackson writes it; some versions write milliseconds. */
const Time = z.union([z.string(), z.number()]).transform((time, context) => {
  const date = new Date(time);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  context.addIssue('not a time');
  return z.NEVER;
});

/** What was never changed has no last change here, while Egeria repeats who created it. */
const ElementVersions = z
  .object({
    createdBy: z.string().nullish(),
    updatedBy: z.string().nullish(),
    createTime: Time,
    updateTime: Time.nullish(),
    version: z.number(),
  })
  .transform(({ version, createdBy, createTime, updatedBy, updateTime }): Versions => {
    const isChanged = version > 1;
    return {
      version,
      createdBy: createdBy ?? '',
      createTime,
      updatedBy: isChanged ? (updatedBy ?? undefined) : undefined,
      updateTime: isChanged ? (updateTime ?? undefined) : undefined,
    };
  });

const dates = { effectiveFromTime: Time.nullish(), effectiveToTime: Time.nullish() };

const AttachedClassification = z.object({
  classificationName: z.string(),
  classificationProperties: Properties,
  origin: ElementOrigin,
  versions: ElementVersions,
  ...dates,
});

/** In which a server of 5.x keeps to itself what changes around an anchor: nobody states it. */
const LATEST_CHANGE = 'LatestChange';

/** An element as a server gives it (`OpenMetadataElement`). */
export const AnsweredElement = z
  .object({
    elementGUID: z.string(),
    type: TypeName,
    origin: ElementOrigin,
    versions: ElementVersions,
    ...dates,
    classifications: z.array(AttachedClassification).nullish(),
    elementProperties: Properties,
  })
  .transform(({ elementGUID, type: typeName, origin, versions, elementProperties, ...rest }): RemoteElement => {
    const guid = asGuid(elementGUID);
    const { qualifiedName, ...properties } = elementProperties;
    const attached = (rest.classifications ?? []).filter((each) => each.classificationName !== LATEST_CHANGE);
    const anchors = attached.find(
      ({ classificationName }) => classificationName === 'Anchors',
    )?.classificationProperties;
    const anchorScope = listOf(anchors?.['anchorScopeGUIDs'])[0] ?? textOf(anchors?.['anchorScopeGUID']);
    return {
      guid,
      typeName,
      qualifiedName: asQualifiedName(textOf(qualifiedName) ?? ''),
      properties,
      classifications: attached.map(classificationOf).toSorted(anchorsFirst),
      origin,
      versions,
      ...effectivityOf(rest),
      anchorGuid: asGuid(textOf(anchors?.['anchorGUID']) ?? elementGUID),
      anchorScopeGuid: anchorScope === undefined ? undefined : asGuid(anchorScope),
      revision: revisionOf(versions, attached),
    };
  });

function classificationOf({
  classificationName: typeName,
  classificationProperties: properties,
  origin,
  ...rest
}: z.output<typeof AttachedClassification>): Classification {
  return { typeName, properties, origin, ...effectivityOf(rest) };
}

function anchorsFirst(one: Classification, other: Classification): number {
  return Number(other.typeName === 'Anchors') - Number(one.typeName === 'Anchors');
}

/** `Anchors` changes with the element only. */
function revisionOf({ version }: Versions, attached: readonly z.output<typeof AttachedClassification>[]): string {
  const parts = attached
    .filter(({ classificationName }) => classificationName !== 'Anchors')
    .map(({ classificationName, versions }) => `${classificationName} ${versions.version} ${versions.createTime}`);
  return [version, ...parts.toSorted()].join(', ');
}

function effectivityOf({
  effectiveFromTime,
  effectiveToTime,
}: {
  readonly effectiveFromTime?: string | null | undefined;
  readonly effectiveToTime?: string | null | undefined;
}): Pick<Element, 'effectiveFrom' | 'effectiveTo'> {
  return {
    ...(effectiveFromTime ? { effectiveFrom: effectiveFromTime } : {}),
    ...(effectiveToTime ? { effectiveTo: effectiveToTime } : {}),
  };
}

/** One end of a relationship that is listed for itself; older versions give the GUID alone. */
const AnsweredEnd = z
  .object({ type: TypeName.nullish(), uniqueName: z.string().nullish() })
  .nullish()
  .transform((end) => ({ typeName: end?.type ?? '', qualifiedName: asQualifiedName(end?.uniqueName ?? '') }));

const relationshipHead = {
  relationshipGUID: z.string(),
  type: TypeName.nullish(),
  relationshipType: TypeName.nullish(),
  origin: ElementOrigin,
  versions: ElementVersions,
  ...dates,
  relationshipProperties: Properties,
};

/** A relationship as a server gives it for itself (`OpenMetadataRelationship`). */
export const AnsweredRelationship = z
  .object({
    ...relationshipHead,
    elementGUIDAtEnd1: z.string(),
    elementGUIDAtEnd2: z.string(),
    elementAtEnd1: AnsweredEnd,
    elementAtEnd2: AnsweredEnd,
  })
  .transform(({ elementGUIDAtEnd1, elementGUIDAtEnd2, elementAtEnd1, elementAtEnd2, ...head }): Relationship => {
    const end1 = { guid: asGuid(elementGUIDAtEnd1), ...elementAtEnd1, displayName: undefined };
    const end2 = { guid: asGuid(elementGUIDAtEnd2), ...elementAtEnd2, displayName: undefined };
    return relationshipOf(head, end1, end2);
  });

/** A relationship as a server gives it with the element at its other end (`RelatedMetadataElement`). */
export const AnsweredRelated = z.object({
  ...relationshipHead,
  element: AnsweredElement,
  /** Whether the other element is at end 1. */
  elementAtEnd1: z.boolean().nullish(),
});

/** The relationship of an element to what is related to it. */
export function relatedRelationship(
  { element, elementAtEnd1, ...head }: z.output<typeof AnsweredRelated>,
  start: ElementStub,
): Relationship {
  const other = stubOf(element);
  return elementAtEnd1 === true ? relationshipOf(head, other, start) : relationshipOf(head, start, other);
}

type Head = Omit<z.output<typeof AnsweredRelated>, 'element' | 'elementAtEnd1'>;

function relationshipOf(head: Head, end1: ElementStub, end2: ElementStub): Relationship {
  const { relationshipGUID, type, relationshipType, relationshipProperties, origin, versions, ...rest } = head;
  return {
    guid: asGuid(relationshipGUID),
    typeName: type ?? relationshipType ?? '',
    end1,
    end2,
    properties: relationshipProperties,
    origin,
    versions,
    ...effectivityOf(rest),
  };
}

/** What names an element at the end of a relationship. */
export function stubOf({ guid, typeName, qualifiedName, properties }: Element): ElementStub {
  return { guid, typeName, qualifiedName, displayName: textOf(properties['displayName']) };
}

/** The versions of an element, oldest first, each until the next one. Who removed it is not told. */
export function versionsOf(elements: readonly RemoteElement[]): ElementVersion[] {
  const ordered = elements.toSorted((one, other) => one.versions.version - other.versions.version);
  return ordered.map((element, index) => {
    const { versions, origin } = element;
    return {
      element,
      from: versions.updateTime ?? versions.createTime,
      changedBy: versions.updatedBy ?? versions.createdBy,
      // Only its own source changes what belongs to one; for whom a local element was changed is not told.
      onBehalfOf: origin.category === 'EXTERNAL_SOURCE' ? origin.name : undefined,
      until: ordered[index + 1]?.versions.updateTime,
      removed: false,
      removedBy: undefined,
    };
  });
}

/** Lists are under one name or another, flat or nested, by version; `null` or absent means none. */
const List = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

export const GuidAnswer = z.object({ guid: z.string() }).transform(({ guid }) => asGuid(guid));

export const FlagAnswer = z.object({ flag: z.boolean().nullish() }).transform(({ flag }) => flag !== false);

export const ElementAnswer = z.object({ element: AnsweredElement }).transform(({ element }) => element);

export const RelationshipAnswer = z.union([
  z.object({ element: AnsweredRelationship }).transform(({ element }) => element),
  z.object({ relationship: AnsweredRelationship }).transform(({ relationship }) => relationship),
]);

export const ElementsAnswer = z
  .object({ elements: List(AnsweredElement), elementList: List(AnsweredElement) })
  .transform(({ elements, elementList }) => elements ?? elementList ?? []);

export const RelatedAnswer = z
  .object({
    relatedElementList: z
      .object({ startingElement: AnsweredElement.nullish(), elementList: List(AnsweredRelated) })
      .nullish(),
    elementList: List(AnsweredRelated),
  })
  .transform(({ relatedElementList, elementList }) => ({
    start: relatedElementList?.startingElement ?? undefined,
    related: relatedElementList?.elementList ?? elementList ?? [],
  }));

export const RelationshipsAnswer = z
  .object({
    relationshipList: z
      .object({ relationships: List(AnsweredRelationship), elementList: List(AnsweredRelationship) })
      .nullish(),
    elementList: List(AnsweredRelationship),
  })
  .transform(
    ({ relationshipList, elementList }) =>
      relationshipList?.relationships ?? relationshipList?.elementList ?? elementList ?? [],
  );

export const VoidAnswer = z.object({}).transform(() => undefined);

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
