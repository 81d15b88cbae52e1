import type { PropertyMap } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { ConflictError, InvalidMetadataError } from '../../messages/error-kinds.ts';
import { checkClassification, checkEntityProperties, checkRelationship } from '../../metadata/types/check-element.ts';
import type { TypeProblem } from '../../metadata/types/type-problem.ts';
import type { Mutation, MutationOutcome, NewElement } from '../open-metadata-store.ts';
import { refusals } from '../refusals.ts';
import type { CatalogChange, CatalogWriter } from './catalog-writer.ts';
import { searchTextOf } from './element-rows.ts';
import type { ElementRow } from './element-rows.ts';
import type { RelationshipRow } from './relationship-rows.ts';
import { ANCHORS, classificationRows, milliseconds } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** Carries out one mutation within the caller's transaction, checked against the types and against who owns what. */
export function mutate(mutation: Mutation, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  switch (mutation.kind) {
    case 'create-element':
      return outcome(createElement(mutation.element, writer, change));
    case 'update-element':
      return updateElement(mutation, writer, change);
    case 'update-effectivity': {
      const row = ownElement(mutation.guid, writer, change);
      const effectivity = { from: milliseconds(mutation.effectiveFrom), to: milliseconds(mutation.effectiveTo) };
      writer.elements.update(row.id, { effectivity }, change.id);
      return outcome(row.guid);
    }
    case 'classify':
      return classify(mutation, writer, change);
    case 'declassify':
      return declassify(mutation, writer, change);
    case 'relate':
      return relate(mutation, writer, change);
    case 'update-relationship':
      return updateRelationship(mutation, writer, change);
    case 'unrelate': {
      const row = ownRelationship(mutation.guid, writer, change);
      writer.removeRelationship(row, true, change);
      return outcome(row.guid);
    }
    case 'delete-element': {
      const row = ownElement(mutation.guid, writer, change);
      const removed = writer.removeElement(row, mutation.deleteMethod ?? 'LOOK_FOR_LINEAGE', change);
      return { guid: row.guid, changed: true, removed };
    }
    default:
      return mutation satisfies never;
  }
}

/** Adds an element without a ledger entry: by a person, by an import, or the daemon's metadata source. */
export function createElement(element: NewElement, writer: CatalogWriter, change: CatalogChange): Guid {
  refuse(checkEntityProperties(element.typeName, element.properties));
  if (element.guid !== undefined && writer.elements.byGuid(element.guid) !== undefined) {
    throw new ConflictError(refusals.guidTaken({ guid: element.guid }));
  }
  const guid = element.guid ?? writer.newGuid(change);
  const classifications = (element.classifications ?? []).filter((one) => one.typeName !== ANCHORS);
  for (const one of classifications) refuse(checkClassification(element.typeName, one.typeName, one.properties));
  const id = writer.elements.insert(
    {
      guid,
      type: writer.codes.typeCode(element.typeName),
      name: element.qualifiedName === '' ? null : element.qualifiedName,
      propertiesText: JSON.stringify(element.properties),
      classificationsText:
        classifications.length === 0
          ? null
          : JSON.stringify(classifications.map((one) => classificationRow(one, change.source))),
      source: change.source,
      anchor: idOf(element.anchorGuid === guid ? undefined : element.anchorGuid, writer),
      anchorScope: idOf(element.anchorScopeGuid, writer),
      effectiveFrom: milliseconds(element.effectiveFrom),
      effectiveTo: milliseconds(element.effectiveTo),
      searchText: searchTextOf(element.properties),
    },
    change.id,
  );
  if (id === undefined) throw new ConflictError(refusals.nameTaken({ qualifiedName: element.qualifiedName }));
  return guid;
}

function updateElement(
  mutation: Mutation & { kind: 'update-element' },
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const row = ownElement(mutation.guid, writer, change);
  const before = JSON.parse(row.properties) as PropertyMap;
  const after = merged(before, mutation.properties, mutation.replaceProperties ?? false);
  const propertiesText = JSON.stringify(after);
  if (propertiesText === row.properties) return { guid: row.guid, changed: false, removed: 0 };
  refuse(checkEntityProperties(writer.codes.typeName(row.type), after));
  writer.elements.update(row.id, { propertiesText }, change.id);
  writer.ledgers.markStale(row.id);
  return outcome(row.guid);
}

function classify(
  mutation: Mutation & { kind: 'classify' },
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const row = existingElement(mutation.guid, writer);
  refuse(checkClassification(writer.codes.typeName(row.type), mutation.typeName, mutation.properties));
  const rows = classificationRows(row.classifications);
  const existing = rows.find((one) => one.t === mutation.typeName);
  if (existing !== undefined) refuseForeign(existing.s ?? null, mutation.typeName, writer, change);
  const next = classificationRow(mutation, change.source);
  if (JSON.stringify(existing) === JSON.stringify(next)) return { guid: row.guid, changed: false, removed: 0 };
  const classifications = [...rows.filter((one) => one !== existing), next];
  writer.elements.update(row.id, { classifications }, change.id);
  writer.ledgers.markStale(row.id);
  return outcome(row.guid);
}

function declassify(
  mutation: Mutation & { kind: 'declassify' },
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const row = existingElement(mutation.guid, writer);
  const rows = classificationRows(row.classifications);
  const existing = rows.find((one) => one.t === mutation.typeName);
  if (existing === undefined) return { guid: row.guid, changed: false, removed: 0 };
  refuseForeign(existing.s ?? null, mutation.typeName, writer, change);
  const memento = mutation.typeName === 'Memento' ? { memento: false } : {};
  writer.elements.update(row.id, { classifications: rows.filter((one) => one !== existing), ...memento }, change.id);
  writer.ledgers.markStale(row.id);
  return outcome(row.guid);
}

/** A uni-link relationship that is there already is updated, as Egeria 6.1 does. */
function relate(
  mutation: Mutation & { kind: 'relate' },
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const end1 = existingElement(mutation.end1, writer);
  const end2 = existingElement(mutation.end2, writer);
  const typeNames = [writer.codes.typeName(end1.type), writer.codes.typeName(end2.type)] as const;
  refuse(checkRelationship(mutation.typeName, typeNames[0], typeNames[1], mutation.properties));
  const type = writer.codes.typeCode(mutation.typeName);
  const existing = writer.relationships.between(type, end1.id, end2.id);
  if (existing !== undefined) {
    return updateRelationship(
      { kind: 'update-relationship', guid: existing.guid, properties: mutation.properties },
      writer,
      change,
    );
  }
  const guid = mutation.guid ?? writer.newGuid(change);
  writer.relationships.insert(
    {
      guid,
      type,
      end1: end1.id,
      end2: end2.id,
      propertiesText: JSON.stringify(mutation.properties),
      source: change.source,
      effectiveFrom: milliseconds(mutation.effectiveFrom),
      effectiveTo: milliseconds(mutation.effectiveTo),
      scope: null,
      statedBy: null,
    },
    change.id,
  );
  return outcome(guid);
}

function updateRelationship(
  mutation: Mutation & { kind: 'update-relationship' },
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const row = ownRelationship(mutation.guid, writer, change);
  const before = JSON.parse(row.properties) as PropertyMap;
  const propertiesText = JSON.stringify(merged(before, mutation.properties, mutation.replaceProperties ?? false));
  if (propertiesText === row.properties) return { guid: row.guid, changed: false, removed: 0 };
  const ends = [row.end1, row.end2].map((id) => writer.codes.typeName(writer.elements.byId(id)?.type ?? 0));
  refuse(
    checkRelationship(
      writer.codes.typeName(row.type),
      ends[0] ?? '',
      ends[1] ?? '',
      JSON.parse(propertiesText) as PropertyMap,
    ),
  );
  writer.relationships.updateProperties(row.id, propertiesText, change.id);
  if (row.scope !== null) writer.ledgers.markStaleIn(row.scope, row.stated_by === 1 ? row.end1 : row.end2);
  return outcome(row.guid);
}

function merged(before: PropertyMap, given: PropertyMap, replace: boolean): PropertyMap {
  // JSON leaves out what is undefined: that removes a property.
  return replace ? given : { ...before, ...given };
}

function existingElement(guid: Guid, writer: CatalogWriter): ElementRow {
  const row = writer.elements.byGuid(guid);
  if (row === undefined) throw new InvalidMetadataError(refusals.noSuchElement({ guid }));
  return row;
}

function ownElement(guid: Guid, writer: CatalogWriter, change: CatalogChange): ElementRow {
  const row = existingElement(guid, writer);
  refuseForeign(row.source, row.name ?? row.guid, writer, change);
  return row;
}

function ownRelationship(guid: Guid, writer: CatalogWriter, change: CatalogChange): RelationshipRow {
  const row = writer.relationships.byGuid(guid);
  if (row === undefined) throw new InvalidMetadataError(refusals.noSuchRelationship({ guid }));
  refuseForeign(row.source, writer.codes.typeName(row.type), writer, change);
  return row;
}

/** Only the owning metadata source may change what has an external one; only writers without one the local cohort's (Egeria 6.1). */
function refuseForeign(source: number | null, subject: string, writer: CatalogWriter, change: CatalogChange): void {
  if (source === change.source) return;
  const owner = source === null ? 'the local cohort' : writer.codes.source(source).name;
  throw new ConflictError(refusals.belongsToOther({ element: subject, owner }));
}

function refuse(problem: TypeProblem | undefined): void {
  if (problem !== undefined) throw new InvalidMetadataError(refusals.doesNotFitTypes({ problem: problem.message }));
}

function idOf(guid: Guid | undefined, writer: CatalogWriter): number | null {
  return guid === undefined ? null : existingElement(guid, writer).id;
}

function classificationRow(
  one: {
    typeName: string;
    properties: PropertyMap;
    effectiveFrom?: string | undefined;
    effectiveTo?: string | undefined;
  },
  source: number | null,
): ClassificationRow {
  return {
    t: one.typeName,
    p: one.properties,
    ...(source === null ? {} : { s: source }),
    ...(one.effectiveFrom === undefined ? {} : { f: Date.parse(one.effectiveFrom) }),
    ...(one.effectiveTo === undefined ? {} : { u: Date.parse(one.effectiveTo) }),
  };
}

function outcome(guid: Guid): MutationOutcome {
  return { guid, changed: true, removed: 0 };
}
