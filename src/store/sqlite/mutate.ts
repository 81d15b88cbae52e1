import { isDeepStrictEqual } from 'node:util';
import { ConflictError, InvalidMetadataError } from '../../messages/error-kinds.ts';
import type { Effectivity, PropertyMap } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { checkClassification, checkEntityProperties, checkRelationship } from '../../metadata/types/check-element.ts';
import type { Mutation, MutationOutcome, NewElement } from '../open-metadata-store.ts';
import { changedProperties, isMultiLink, refuse, refuseAnchors, refuseDates, refuseName } from '../mutation-checks.ts';
import { refusals } from '../refusals.ts';
import type { CatalogChange, CatalogWriter } from './catalog-writer.ts';
import type { ElementRow } from './element-rows.ts';
import { searchTextOf } from './full-text.ts';
import type { RelationshipRow } from './relationship-rows.ts';
import { ANCHORS, MEMENTO, classificationRows, milliseconds } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** One kind of mutation. */
type Of<Kind extends Mutation['kind']> = Mutation & { readonly kind: Kind };

/** Carries out one mutation within the caller's transaction, checked against the types and against who owns what. */
export function mutate(mutation: Mutation, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  switch (mutation.kind) {
    case 'create-element':
      return touched(createElement(mutation.element, writer, change));
    case 'update-element':
      return updateElement(mutation, writer, change);
    case 'update-effectivity':
      return updateEffectivity(mutation, writer, change);
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
      return touched(row.guid);
    }
    case 'delete-element': {
      const row = ownElement(mutation.guid, writer, change);
      const removed = writer.removeElement(row, mutation.deleteMethod ?? 'LOOK_FOR_LINEAGE', change);
      return { guid: row.guid, changed: removed > 0, removed };
    }
    default:
      return mutation satisfies never;
  }
}

/** Adds an element without a ledger entry: by a person, by an import, or the daemon's metadata source. */
export function createElement(element: NewElement, writer: CatalogWriter, change: CatalogChange): Guid {
  refuse(checkEntityProperties(element.typeName, element.properties));
  refuseName(element);
  const guid = newGuid(element.guid, writer, change);
  const { from, to } = effectivityOf(element);
  const given = element.classifications ?? [];
  for (const one of given) refuse(checkClassification(element.typeName, one.typeName, one.properties));
  const classifications = given.filter((one) => one.typeName !== ANCHORS);
  const rows = classifications.map((one) => classificationRow(one, change.source));
  const id = writer.elements.insert(
    {
      guid,
      type: writer.codes.typeCode(element.typeName),
      name: element.qualifiedName === '' ? null : element.qualifiedName,
      propertiesText: JSON.stringify(element.properties),
      classificationsText: rows.length === 0 ? null : JSON.stringify(rows),
      source: change.source,
      anchor: element.anchorGuid === guid ? null : idOf(element.anchorGuid, writer),
      anchorScope: idOf(element.anchorScopeGuid, writer),
      effectiveFrom: from,
      effectiveTo: to,
      memento: classifications.some((one) => one.typeName === MEMENTO) ? 1 : 0,
      version: element.version,
      searchText: searchTextOf(element.properties),
    },
    change.id,
  );
  if (id === undefined) throw new ConflictError(refusals.nameTaken({ qualifiedName: element.qualifiedName }));
  return guid;
}

function updateElement(mutation: Of<'update-element'>, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  const row = ownElement(mutation.guid, writer, change);
  const after = changedProperties(propertiesOf(row), mutation);
  if (after === undefined) return untouched(row.guid);
  refuse(checkEntityProperties(writer.codes.typeName(row.type), after));
  const propertiesText = JSON.stringify(after);
  writer.elements.update(row.id, { propertiesText, version: mutation.version }, change.id);
  writer.ledgers.markStale(row.id);
  return touched(row.guid);
}

function updateEffectivity(
  mutation: Of<'update-effectivity'>,
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const effectivity = effectivityOf(mutation);
  const relationship = writer.relationships.byGuid(mutation.guid);
  if (relationship === undefined) {
    const row = ownElement(mutation.guid, writer, change);
    writer.elements.update(row.id, { effectivity }, change.id);
  } else {
    const row = ownRelationship(mutation.guid, writer, change);
    writer.relationships.update(row.id, { propertiesText: row.properties, effectivity }, change.id);
  }
  return touched(mutation.guid);
}

function classify(mutation: Of<'classify'>, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  const row = existingElement(mutation.guid, writer);
  refuseAnchors(mutation.typeName);
  refuse(checkClassification(writer.codes.typeName(row.type), mutation.typeName, mutation.properties));
  const rows = classificationRows(row.classifications);
  const existing = rows.find((one) => one.t === mutation.typeName);
  if (existing !== undefined) refuseForeign(existing.s ?? null, mutation.typeName, writer, change);
  const owner = existing === undefined ? change.source : (existing.s ?? null);
  // What a ledger's scope states stays its own: its next refresh sets it right.
  const statedBy = existing?.l === undefined ? {} : { l: existing.l };
  const next = { ...classificationRow(mutation, owner), ...statedBy };
  if (existing !== undefined && isDeepStrictEqual(asStored(existing), asStored(next))) return untouched(row.guid);
  const classifications = [...rows.filter((one) => one !== existing), next];
  const memento = mutation.typeName === MEMENTO ? { memento: true } : {};
  writer.elements.update(row.id, { classifications, ...memento }, change.id);
  writer.ledgers.markStale(row.id);
  return touched(row.guid);
}

function declassify(mutation: Of<'declassify'>, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  const row = existingElement(mutation.guid, writer);
  refuseAnchors(mutation.typeName);
  const rows = classificationRows(row.classifications);
  const existing = rows.find((one) => one.t === mutation.typeName);
  if (existing === undefined) return untouched(row.guid);
  refuseForeign(existing.s ?? null, mutation.typeName, writer, change);
  const memento = mutation.typeName === MEMENTO ? { memento: false } : {};
  writer.elements.update(row.id, { classifications: rows.filter((one) => one !== existing), ...memento }, change.id);
  writer.ledgers.markStale(row.id);
  return touched(row.guid);
}

function relate(mutation: Of<'relate'>, writer: CatalogWriter, change: CatalogChange): MutationOutcome {
  const end1 = existingElement(mutation.end1, writer);
  const end2 = existingElement(mutation.end2, writer);
  const [type1, type2] = [writer.codes.typeName(end1.type), writer.codes.typeName(end2.type)];
  refuse(checkRelationship(mutation.typeName, type1, type2, mutation.properties));
  const type = writer.codes.typeCode(mutation.typeName);
  const existing = isMultiLink(mutation.typeName) ? undefined : writer.relationships.between(type, end1.id, end2.id);
  if (existing !== undefined) return updateRelationship({ ...mutation, guid: existing.guid }, writer, change);
  if (mutation.guid !== undefined && writer.relationships.byGuid(mutation.guid) !== undefined) {
    throw new ConflictError(refusals.guidTaken({ guid: mutation.guid }));
  }
  const guid = newGuid(mutation.guid, writer, change);
  const { from, to } = effectivityOf(mutation);
  writer.relationships.insert(
    {
      guid,
      type,
      end1: end1.id,
      end2: end2.id,
      propertiesText: JSON.stringify(mutation.properties),
      source: change.source,
      effectiveFrom: from,
      effectiveTo: to,
      version: mutation.version,
      scope: null,
      statedBy: null,
    },
    change.id,
  );
  return touched(guid);
}

function updateRelationship(
  mutation: {
    readonly guid: Guid;
    readonly properties: PropertyMap;
    readonly replaceProperties?: boolean;
    readonly version?: number | undefined;
  } & Effectivity,
  writer: CatalogWriter,
  change: CatalogChange,
): MutationOutcome {
  const row = ownRelationship(mutation.guid, writer, change);
  const given = effectivityOf(mutation);
  const effectivity = { from: given.from ?? row.effective_from, to: given.to ?? row.effective_to };
  const changed = changedProperties(propertiesOf(row), mutation);
  const isEffectivitySame = effectivity.from === row.effective_from && effectivity.to === row.effective_to;
  if (changed === undefined && isEffectivitySame) return untouched(row.guid);
  const typeOf = (id: number): string => writer.codes.typeName(writer.elements.byId(id)?.type ?? 0);
  const properties = changed ?? propertiesOf(row);
  refuse(checkRelationship(writer.codes.typeName(row.type), typeOf(row.end1), typeOf(row.end2), properties));
  const propertiesText = JSON.stringify(properties);
  writer.relationships.update(row.id, { propertiesText, effectivity, version: mutation.version }, change.id);
  if (row.scope !== null) writer.ledgers.markStaleIn(row.scope, row.stated_by === 1 ? row.end1 : row.end2);
  return touched(row.guid);
}

function propertiesOf({ properties }: { readonly properties: string }): PropertyMap {
  return JSON.parse(properties) as PropertyMap;
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

/** What has an external source is its own to change; what the local cohort has anyone's (a running Egeria 6.1). */
function refuseForeign(source: number | null, subject: string, writer: CatalogWriter, change: CatalogChange): void {
  if (source === null || source === change.source) return;
  throw new ConflictError(refusals.belongsToOther({ element: subject, owner: writer.codes.source(source).name }));
}

/** A GUID that is given is one that nothing has. */
function newGuid(given: Guid | undefined, writer: CatalogWriter, change: CatalogChange): Guid {
  if (given === undefined) return writer.newGuid(change);
  const holder = writer.elements.byGuid(given) ?? writer.relationships.byGuid(given);
  if (holder !== undefined) throw new ConflictError(refusals.guidTaken({ guid: given }));
  return given;
}

function idOf(guid: Guid | undefined, writer: CatalogWriter): number | null {
  return guid === undefined ? null : existingElement(guid, writer).id;
}

/** Both ends in milliseconds; null where it is open. */
function effectivityOf(effectivity: Effectivity): { from: number | null; to: number | null } {
  refuseDates(effectivity);
  return { from: milliseconds(effectivity.effectiveFrom), to: milliseconds(effectivity.effectiveTo) };
}

function classificationRow(
  one: { readonly typeName: string; readonly properties: PropertyMap } & Effectivity,
  source: number | null,
): ClassificationRow {
  const { from, to } = effectivityOf(one);
  return {
    t: one.typeName,
    p: one.properties,
    ...(source === null ? {} : { s: source }),
    ...(from === null ? {} : { f: from }),
    ...(to === null ? {} : { u: to }),
  };
}

/** As it is read again: without what is undefined. */
function asStored(row: ClassificationRow): unknown {
  return JSON.parse(JSON.stringify(row));
}

function touched(guid: Guid): MutationOutcome {
  return { guid, changed: true, removed: 0 };
}

function untouched(guid: Guid): MutationOutcome {
  return { guid, changed: false, removed: 0 };
}
