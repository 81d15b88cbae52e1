import type {
  Classification,
  Effectivity,
  Element,
  ElementStub,
  Origin,
  PropertyMap,
  Relationship,
  Versions,
} from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { Codes } from './codes.ts';

/** The classification that says what an element is anchored to; the store makes it. */
export const ANCHORS = 'Anchors';

/** The classification of an element that was archived: it is hidden unless asked for lineage. */
export const MEMENTO = 'Memento';

/** A classification within an element's row. Short names: there may be one for every column of a database. */
export interface ClassificationRow {
  /** Type name. */
  readonly t: string;
  /** Properties. */
  readonly p: PropertyMap;
  /** Code of the metadata source; absent for the local cohort. */
  readonly s?: number;
  /** The ledger's scope that states it, where no metadata source tells. */
  readonly l?: number;
  /** Effective from and to, in milliseconds. */
  readonly f?: number;
  readonly u?: number;
}

/** The columns of `element` that an Element is made of; `e` is the element. */
export const ELEMENT_COLUMNS = `e.id, e.guid, e.type, e.name, e.properties, e.classifications, e.source, e.version,
  e.created, e.updated, e.effective_from, e.effective_to, e.memento, e.anchor, e.anchor_scope,
  coalesce((SELECT a.type || ' ' || a.guid FROM element a WHERE a.id = e.anchor),
           (SELECT a.type || ' ' || a.guid FROM element_history a WHERE a.id = e.anchor LIMIT 1)) AS anchor_stub,
  coalesce((SELECT a.guid FROM element a WHERE a.id = e.anchor_scope),
           (SELECT a.guid FROM element_history a WHERE a.id = e.anchor_scope LIMIT 1)) AS scope_guid,
  c.user_id AS created_by, c.time AS create_time, u.user_id AS updated_by, u.time AS update_time`;

export const ELEMENT_JOINS = 'JOIN change c ON c.id = e.created JOIN change u ON u.id = e.updated';

type Row = Record<string, unknown>;

/** Makes an Element of a row of ELEMENT_COLUMNS, with the classifications that are effective at the time asked for. */
export function elementOf(row: Row, codes: Codes, effectiveTime?: string): Element {
  const guid = String(row['guid']) as Guid;
  const typeName = codes.typeName(Number(row['type']));
  const origin = originOf(row['source'], codes);
  const anchor = anchorOf(row['anchor_stub'], codes);
  const anchorScopeGuid = row['scope_guid'] === null ? undefined : (textOf(row['scope_guid']) as Guid);
  const anchors: Classification = {
    typeName: ANCHORS,
    properties: anchorsProperties(typeName, anchor, anchorScopeGuid),
    origin,
  };
  return {
    guid,
    typeName,
    qualifiedName: textOf(row['name']) as QualifiedName,
    properties: JSON.parse(String(row['properties'])) as PropertyMap,
    classifications: [anchors, ...classificationsOf(row['classifications'], codes, effectiveTime)],
    origin,
    versions: versionsOf(row),
    anchorGuid: anchor?.guid ?? guid,
    anchorScopeGuid,
    ...effectivityOf(row['effective_from'], row['effective_to']),
  };
}

function classificationsOf(text: unknown, codes: Codes, effectiveTime: string | undefined): Classification[] {
  const time = milliseconds(effectiveTime);
  const rows = classificationRows(text);
  const effective =
    time === null ? rows : rows.filter(({ f, u }) => (f === undefined || f <= time) && (u === undefined || u > time));
  return effective.map((row) => ({
    typeName: row.t,
    properties: row.p,
    origin: originOf(row.s ?? null, codes),
    ...effectivityOf(row.f ?? null, row.u ?? null),
  }));
}

/** The classifications of an element's row as they are stored. */
export function classificationRows(text: unknown): ClassificationRow[] {
  return typeof text === 'string' ? (JSON.parse(text) as ClassificationRow[]) : [];
}

/** The columns that a Relationship is made of; `r` is the relationship, `c` and `u` are its changes. */
export const RELATIONSHIP_COLUMNS = `r.id, r.guid, r.type, r.end1, r.end2, r.properties, r.source, r.version,
  r.effective_from, r.effective_to,
  c.user_id AS created_by, c.time AS create_time, u.user_id AS updated_by, u.time AS update_time`;

/** Makes a Relationship of a row of RELATIONSHIP_COLUMNS and of the stubs of its ends. */
export function relationshipOf(
  row: Row,
  ends: { readonly end1: ElementStub; readonly end2: ElementStub },
  codes: Codes,
): Relationship {
  return {
    guid: textOf(row['guid']) as Guid,
    typeName: codes.typeName(Number(row['type'])),
    ...ends,
    properties: JSON.parse(textOf(row['properties'])) as PropertyMap,
    origin: originOf(row['source'], codes),
    versions: versionsOf(row),
    ...effectivityOf(row['effective_from'], row['effective_to']),
  };
}

/** The columns that an ElementStub is made of; `s` is the element. */
export const STUB_COLUMNS = `s.id, s.guid, s.type, s.name, s.properties ->> '$.displayName' AS display_name`;

/** Makes an ElementStub of a row of STUB_COLUMNS. */
export function stubOf(row: Row, codes: Codes): ElementStub {
  const displayName = row['display_name'];
  return {
    guid: textOf(row['guid']) as Guid,
    typeName: codes.typeName(Number(row['type'])),
    qualifiedName: textOf(row['name']) as QualifiedName,
    displayName: typeof displayName === 'string' ? displayName : undefined,
  };
}

/** ISO 8601 of milliseconds since 1970. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Milliseconds of a time in ISO 8601; null of an open end. */
export function milliseconds(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(time);
}

/** The text of a column; nothing for NULL. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function originOf(source: unknown, codes: Codes): Origin {
  if (source === null) return { category: 'LOCAL_COHORT' };
  return { category: 'EXTERNAL_SOURCE', ...codes.source(Number(source)) };
}

function versionsOf(row: Row): Versions {
  const version = Number(row['version']);
  return {
    version,
    createdBy: String(row['created_by']),
    createTime: isoTime(Number(row['create_time'])),
    updatedBy: version === 1 ? undefined : String(row['updated_by']),
    updateTime: version === 1 ? undefined : isoTime(Number(row['update_time'])),
  };
}

function effectivityOf(from: unknown, to: unknown): Effectivity {
  return {
    ...(from === null ? {} : { effectiveFrom: isoTime(Number(from)) }),
    ...(to === null ? {} : { effectiveTo: isoTime(Number(to)) }),
  };
}

/** Makes what an element is anchored to of its type's code and its GUID; `undefined` when that is itself. */
function anchorOf(stub: unknown, codes: Codes): { readonly guid: Guid; readonly typeName: string } | undefined {
  if (typeof stub !== 'string') return undefined;
  const space = stub.indexOf(' ');
  return { guid: stub.slice(space + 1) as Guid, typeName: codes.typeName(Number(stub.slice(0, space))) };
}

/** The properties of `Anchors` of an element of a type; one that is its own anchor names none (Egeria 6.1). */
export function anchorsProperties(
  typeName: string,
  anchor: { readonly guid: Guid; readonly typeName: string } | undefined,
  anchorScopeGuid: Guid | undefined,
): PropertyMap {
  const anchorTypeName = anchor?.typeName ?? typeName;
  return {
    ...(anchor === undefined ? {} : { anchorGUID: anchor.guid }),
    anchorTypeName,
    anchorDomainName: domainOf(anchorTypeName),
    ...(anchorScopeGuid === undefined ? {} : { anchorScopeGUIDs: [anchorScopeGuid] }),
  };
}

/** The anchor's domain: the topmost type below `Referenceable`, `Asset` for a database (Egeria 6.1). */
export function domainOf(typeName: string): string {
  const registry = typeRegistry();
  const line = [typeName, ...(registry.entity(typeName)?.supertypes ?? [])];
  const top = line.findIndex((name) => name === 'Referenceable' || name === 'OpenMetadataRoot');
  return (top > 0 ? line[top - 1] : undefined) ?? typeName;
}
