import { isDeepStrictEqual } from 'node:util';
import type { Element, ElementStub, Origin, PropertyMap, Relationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { CatalogChange } from '../../sqlite/catalog-writer.ts';
import { ANCHORS, MEMENTO, classificationRows, milliseconds } from '../../sqlite/rows.ts';
import type { ClassificationRow } from '../../sqlite/rows.ts';
import type { ElementRow } from '../../sqlite/element-rows.ts';
import type { Mirror } from './mirror.ts';
import type { Ownership } from './ownership.ts';

/** What taking something over from the server did to the mirror. */
export type TakenOver = 'new' | 'same' | 'changed';

/** Stands for a scope where nobody has stated a relationship yet since the ledger was rebuilt. */
export const UNCLAIMED = -1;

/** The version of an element of which nothing but its name is known. */
const STUB = 0;

/** Begins the GUID of a relationship that was created together with its element: the server did not tell it. */
const UNTOLD = 'untold:';

/** A GUID for a relationship whose own is not known yet. */
export function untoldGuid(elementGuid: Guid): Guid {
  return `${UNTOLD}${elementGuid}` as Guid;
}

export function isUntold(guid: Guid): boolean {
  return guid.startsWith(UNTOLD);
}

/** Takes over an element as the server has it, but for its anchor; ledgers that state it compare it again if it differs. */
export function takeOverElement(mirror: Mirror, element: Element, change: CatalogChange): TakenOver {
  const { elements, ledgers, codes } = mirror.writer;
  const known = elements.byGuid(element.guid) ?? movedRow(mirror, element);
  const classifications = classificationsOf(element, mirror);
  const source = sourceOf(element.origin, mirror);
  if (known === undefined) {
    const id = elements.insert(
      {
        guid: element.guid,
        type: codes.typeCode(element.typeName),
        name: element.qualifiedName === '' ? null : element.qualifiedName,
        propertiesText: JSON.stringify(element.properties),
        classificationsText: classifications.length === 0 ? null : JSON.stringify(classifications),
        source,
        anchor: null,
        anchorScope: null,
        effectiveFrom: milliseconds(element.effectiveFrom),
        effectiveTo: milliseconds(element.effectiveTo),
        memento: isMemento(element) ? 1 : 0,
        searchText: '',
      },
      change.id,
    );
    if (id !== undefined) setVersion(mirror, id, element.versions.version);
    return 'new';
  }
  const isSame = holds(mirror, known, element);
  if (!isSame) {
    const update = { propertiesText: JSON.stringify(element.properties), source, memento: isMemento(element) };
    elements.update(known.id, { ...update, classifications: withScopes(classifications, known) }, change.id);
    ledgers.markStale(known.id);
    if (isMemento(element)) ledgers.forget(known.id);
  }
  if (known.version !== element.versions.version || !isSame) setVersion(mirror, known.id, element.versions.version);
  return isSame ? 'same' : 'changed';
}

/** Whether the mirror has an element as the server has it, its version aside. */
export function isInMirror(mirror: Mirror, element: Element): boolean {
  const known = mirror.writer.elements.byGuid(element.guid);
  return known !== undefined && holds(mirror, known, element);
}

function holds(mirror: Mirror, known: ElementRow, element: Element): boolean {
  return (
    known.guid === element.guid &&
    known.source === sourceOf(element.origin, mirror) &&
    known.memento === (isMemento(element) ? 1 : 0) &&
    isDeepStrictEqual(JSON.parse(known.properties), plain(element.properties)) &&
    haveSameClassifications(classificationRows(known.classifications), classificationsOf(element, mirror))
  );
}

/** Sets what an element is anchored to. False when its anchor is not in the mirror. */
export function takeOverAnchor(
  mirror: Mirror,
  guid: Guid,
  anchors: { readonly anchor: Guid | undefined; readonly scope: Guid | undefined },
  change: CatalogChange,
): boolean {
  const { elements, ledgers } = mirror.writer;
  const row = elements.byGuid(guid);
  if (row === undefined) return true;
  const idOf = (of: Guid | undefined): number | null | undefined =>
    of === undefined || of === guid ? null : elements.byGuid(of)?.id;
  const anchor = idOf(anchors.anchor);
  const scope = idOf(anchors.scope);
  if (anchor === undefined || scope === undefined) return false;
  if (row.anchor === anchor && row.anchor_scope === scope) return true;
  const { version } = row;
  elements.update(row.id, { anchor: { anchor, scope } }, change.id);
  setVersion(mirror, row.id, version);
  ledgers.markStale(row.id);
  return true;
}

/**
 * Takes over a relationship as the server has it. One that has neither of its ends in the mirror is left alone.
 *
 * @param isOwn whether a ledger may have written it: somebody else's is never claimed by one
 */
export function takeOverRelationship(
  mirror: Mirror,
  relationship: Relationship,
  isOwn: boolean,
  change: CatalogChange,
): TakenOver {
  const { elements, relationships, codes, ledgers } = mirror.writer;
  const isNear = [relationship.end1, relationship.end2].some(({ guid }) => elements.byGuid(guid) !== undefined);
  const end1 = isNear ? endOf(mirror, relationship.end1, change) : undefined;
  const end2 = isNear ? endOf(mirror, relationship.end2, change) : undefined;
  if (end1 === undefined || end2 === undefined) return 'same';
  const type = codes.typeCode(relationship.typeName);
  const known = relationships.byGuid(relationship.guid) ?? relationships.between(type, end1.id, end2.id);
  const propertiesText = JSON.stringify(relationship.properties);
  if (known === undefined) {
    relationships.insert(
      {
        guid: relationship.guid,
        type,
        end1: end1.id,
        end2: end2.id,
        propertiesText,
        source: sourceOf(relationship.origin, mirror),
        effectiveFrom: milliseconds(relationship.effectiveFrom),
        effectiveTo: milliseconds(relationship.effectiveTo),
        scope: isOwn ? UNCLAIMED : null,
        statedBy: null,
      },
      change.id,
    );
    return 'new';
  }
  if (known.guid !== relationship.guid) {
    mirror.connection.prepared('UPDATE relationship SET guid = ? WHERE id = ?').run(relationship.guid, known.id);
  }
  if (isDeepStrictEqual(JSON.parse(known.properties), plain(relationship.properties))) return 'same';
  relationships.update(known.id, { propertiesText }, change.id);
  const stater = known.stated_by === 1 ? known.end1 : known.end2;
  if (known.scope !== null && known.stated_by !== null) ledgers.markStaleIn(known.scope, stater);
  return 'changed';
}

/** Whether no more is known of an element than that something is related to it: it is to be read before it is compared. */
export function isStub(element: Element): boolean {
  return element.versions.version === STUB;
}

/** What is known of an element of which only is to be known that it is there. */
type StubNames = Pick<ElementStub, 'guid' | 'typeName' | 'qualifiedName'>;

/** Notes that an element is there that is somebody else's. */
export function noteStub(mirror: Mirror, stub: StubNames, change: CatalogChange): void {
  endOf(mirror, stub, change);
}

/** The element at one end of a relationship: somebody else's may have to be noted first. */
function endOf(mirror: Mirror, { guid, typeName, qualifiedName }: StubNames, change: CatalogChange) {
  const { elements, codes } = mirror.writer;
  const known = elements.byGuid(guid);
  if (known !== undefined || (qualifiedName !== '' && elements.idOf(qualifiedName) !== undefined)) return known;
  const id = elements.insert(
    {
      guid,
      type: codes.typeCode(typeName),
      name: qualifiedName === '' ? null : qualifiedName,
      propertiesText: '{}',
      classificationsText: null,
      source: null,
      anchor: null,
      anchorScope: null,
      effectiveFrom: null,
      effectiveTo: null,
      memento: 0,
      searchText: '',
    },
    change.id,
  );
  if (id === undefined) return undefined;
  setVersion(mirror, id, STUB);
  return elements.byId(id);
}

/** Takes over all relationships that an element has in the server, and forgets those of the ledgers that it has not. */
export function takeOverRelationships(
  mirror: Mirror,
  guid: Guid,
  relationships: readonly Relationship[],
  isOwn: Ownership,
  change: CatalogChange,
): void {
  for (const relationship of relationships) takeOverRelationship(mirror, relationship, isOwn(relationship), change);
  const { writer } = mirror;
  const id = writer.elements.byGuid(guid)?.id;
  const guids = new Set(relationships.map((one) => one.guid));
  for (const row of id === undefined ? [] : writer.relationships.of(id)) {
    if (row.scope !== null && !guids.has(row.guid)) writer.removeRelationship(row, false, change);
  }
}

/** Forgets an element that the server no longer has, and what was anchored to it. */
export function forgetElement(mirror: Mirror, guid: Guid, change: CatalogChange): void {
  const row = mirror.writer.elements.byGuid(guid);
  if (row !== undefined) mirror.writer.removeElement(row, 'PURGE', change);
}

/** Forgets a relationship that the server no longer has: whoever states it writes it again. */
export function forgetRelationship(mirror: Mirror, guid: Guid, change: CatalogChange): void {
  const row = mirror.writer.relationships.byGuid(guid);
  if (row !== undefined) mirror.writer.removeRelationship(row, false, change);
}

/** The name that an element has in the mirror. */
export function nameOf(mirror: Mirror, guid: Guid): QualifiedName | undefined {
  return (mirror.writer.elements.byGuid(guid)?.name ?? undefined) as QualifiedName | undefined;
}

/** An element that has come back under another GUID keeps its row; what was related to the old one is gone. */
function movedRow(mirror: Mirror, { guid, qualifiedName }: Element): ElementRow | undefined {
  const { elements, relationships, ledgers } = mirror.writer;
  const id = qualifiedName === '' ? undefined : elements.idOf(qualifiedName);
  if (id === undefined) return undefined;
  for (const row of relationships.of(id)) relationships.remove(row.id, false, 0);
  mirror.connection.prepared('UPDATE element SET guid = ? WHERE id = ?').run(guid, id);
  ledgers.markStale(id);
  return elements.byId(id);
}

function setVersion(mirror: Mirror, id: number, version: number): void {
  mirror.connection.prepared('UPDATE element SET version = ? WHERE id = ?').run(version, id);
}

function sourceOf(origin: Origin, mirror: Mirror): number | null {
  return origin.category === 'LOCAL_COHORT' ? null : mirror.writer.codes.sourceCode(origin);
}

/** Whether an element was archived. */
export function isMemento({ classifications }: Element): boolean {
  return classifications.some(({ typeName }) => typeName === MEMENTO);
}

function classificationsOf(element: Element, mirror: Mirror): readonly ClassificationRow[] {
  return element.classifications
    .filter(({ typeName }) => typeName !== ANCHORS)
    .map(({ typeName, properties, origin, effectiveFrom, effectiveTo }) => {
      const source = sourceOf(origin, mirror);
      const [from, to] = [milliseconds(effectiveFrom), milliseconds(effectiveTo)];
      return {
        t: typeName,
        p: plain(properties),
        ...(source === null ? {} : { s: source }),
        ...(from === null ? {} : { f: from }),
        ...(to === null ? {} : { u: to }),
      };
    });
}

function haveSameClassifications(one: readonly ClassificationRow[], other: readonly ClassificationRow[]): boolean {
  const sorted = (rows: readonly ClassificationRow[]): readonly Omit<ClassificationRow, 'l'>[] =>
    rows.map(({ l: _scope, ...row }) => row).toSorted((a, b) => (a.t < b.t ? -1 : 1));
  return isDeepStrictEqual(sorted(one), sorted(other));
}

/** What a ledger's scope states of the local cohort's stays that scope's. */
function withScopes(rows: readonly ClassificationRow[], { classifications }: ElementRow): readonly ClassificationRow[] {
  const scopes = new Map(classificationRows(classifications).map(({ t, l }) => [t, l]));
  return rows.map((row) => {
    const scope = scopes.get(row.t);
    return scope === undefined ? row : { ...row, l: scope };
  });
}

/** Without what is undefined, as JSON gives it back. */
function plain(properties: PropertyMap): PropertyMap {
  return JSON.parse(JSON.stringify(properties)) as PropertyMap;
}
