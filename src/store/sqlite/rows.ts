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
  coalesce((SELECT a.guid || ' ' || a.type FROM element a WHERE a.id = e.anchor),
           (SELECT a.guid || ' ' || a.type FROM element_history a WHERE a.id = e.anchor LIMIT 1)) AS anchor_stub,
  coalesce((SELECT a.guid FROM element a WHERE a.id = e.anchor_scope),
           (SELECT a.guid FROM element_history a WHERE a.id = e.anchor_scope LIMIT 1)) AS scope_guid,
  c.user_id AS created_by, c.time AS create_time, u.user_id AS updated_by, u.time AS update_time`;

export const ELEMENT_JOINS = 'JOIN change c ON c.id = e.created JOIN change u ON u.id = e.updated';

type Row = Record<string, unknown>;

/** Makes an Element of a row of ELEMENT_COLUMNS. */
export function elementOf(row: Row, codes: Codes): Element {
  const guid = String(row['guid']) as Guid;
  const typeName = codes.typeName(Number(row['type']));
  const origin = originOf(row['source'], codes);
  const [anchorGuid, anchorType] =
    row['anchor_stub'] === null ? [guid, undefined] : String(row['anchor_stub']).split(' ');
  const anchor = {
    guid: (anchorGuid ?? guid) as Guid,
    typeName: anchorType === undefined ? typeName : codes.typeName(Number(anchorType)),
    scopeGuid: row['scope_guid'] === null ? undefined : (String(row['scope_guid']) as Guid),
  };
  return {
    guid,
    typeName,
    qualifiedName: String(row['name'] ?? '') as QualifiedName,
    properties: JSON.parse(String(row['properties'])) as PropertyMap,
    classifications: [anchorsOf(anchor, origin), ...classificationsOf(row['classifications'], codes)],
    origin,
    versions: versionsOf(row),
    anchorGuid: anchor.guid,
    anchorScopeGuid: anchor.scopeGuid,
    ...effectivityOf(row['effective_from'], row['effective_to']),
  };
}

/** Makes the classifications of a row's JSON. */
export function classificationsOf(text: unknown, codes: Codes): Classification[] {
  return classificationRows(text).map((row) => ({
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

/** The columns that a Relationship is made of; `r` is the relationship, `a` and `b` its ends. */
export const RELATIONSHIP_COLUMNS = `r.guid, r.type, r.properties, r.source, r.version, r.effective_from, r.effective_to,
  a.guid AS guid1, a.type AS type1, a.name AS name1, a.properties ->> '$.displayName' AS display1,
  b.guid AS guid2, b.type AS type2, b.name AS name2, b.properties ->> '$.displayName' AS display2,
  c.user_id AS created_by, c.time AS create_time, u.user_id AS updated_by, u.time AS update_time`;

/** Makes a Relationship of a row of RELATIONSHIP_COLUMNS. */
export function relationshipOf(row: Row, codes: Codes): Relationship {
  return {
    guid: String(row['guid']) as Guid,
    typeName: codes.typeName(Number(row['type'])),
    end1: stubOf(row, '1', codes),
    end2: stubOf(row, '2', codes),
    properties: JSON.parse(String(row['properties'])) as PropertyMap,
    origin: originOf(row['source'], codes),
    versions: versionsOf(row),
    ...effectivityOf(row['effective_from'], row['effective_to']),
  };
}

/** ISO 8601 of milliseconds since 1970. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Milliseconds of an effectivity's end; null when it is open. */
export function milliseconds(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(time);
}

function stubOf(row: Row, end: '1' | '2', codes: Codes): ElementStub {
  const displayName = row[`display${end}`];
  return {
    guid: String(row[`guid${end}`]) as Guid,
    typeName: codes.typeName(Number(row[`type${end}`])),
    qualifiedName: String(row[`name${end}`] ?? '') as QualifiedName,
    displayName: displayName === null ? undefined : String(displayName),
  };
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

function anchorsOf(
  anchor: { guid: Guid; typeName: string; scopeGuid: Guid | undefined },
  origin: Origin,
): Classification {
  return {
    typeName: ANCHORS,
    properties: {
      anchorGUID: anchor.guid,
      anchorTypeName: anchor.typeName,
      anchorDomainName: domainOf(anchor.typeName),
      ...(anchor.scopeGuid === undefined ? {} : { anchorScopeGUIDs: [anchor.scopeGuid] }),
    },
    origin,
  };
}

/** The anchor's domain: the topmost type below `Referenceable`, `Asset` for a database (Egeria 6.1). */
function domainOf(typeName: string): string {
  const registry = typeRegistry();
  const line = [typeName, ...(registry.entity(typeName)?.supertypes ?? [])];
  const top = line.findIndex((name) => name === 'Referenceable' || name === 'OpenMetadataRoot');
  return (top > 0 ? line[top - 1] : undefined) ?? typeName;
}
