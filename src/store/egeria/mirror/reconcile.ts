import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { EgeriaClient, RemoteElement } from '../egeria-client.ts';
import type { MetadataSource } from '../../open-metadata-store.ts';
import { UNKNOWN_PLACE } from '../../sync-ledger.ts';
import { FOLLOWER } from './look-up.ts';
import type { Mirror } from './mirror.ts';
import type { Ownership } from './ownership.ts';
import {
  UNCLAIMED,
  forgetElement,
  forgetRelationship,
  isMemento,
  isUntold,
  nameOf,
  noteStub,
  takeOverAnchor,
  takeOverElement,
  takeOverRelationship,
} from './mirror-rows.ts';

/** What is missing in a listing is asked for one by one, at most so many in one go: the rest is left for the next time. */
const MOST_CONFIRMED = 1000;

/** Elements whose anchors are set in one transaction. */
const LISTED_AT_ONCE = 2000;

/** So many elements of others are noted at most: on a server with millions, names are looked up where it matters. */
const MOST_OTHERS = 50_000;

/** What a listing is of. */
export interface ReconcileInput {
  readonly client: EgeriaClient;
  readonly mirror: Mirror;
  /** The metadata source whose elements count; `undefined`: those of the local cohort that this user has made. */
  readonly owner: MetadataSource | undefined;
  readonly isOwn: Ownership;
  /** The ledger's scope, for what is kept of the listing. */
  readonly scope: number;
  /** Whether what is found belongs to this scope, since there is no other one of this metadata source. */
  readonly isOnlyScope: boolean;
  readonly entityTypes: readonly string[];
  readonly relationshipTypes: readonly string[];
  readonly signal: AbortSignal | undefined;
  /** Is told how far the listing is. */
  readonly at: (place: string) => void;
}

/** What a stretch of a listing found. */
export interface Reconciled {
  /** Whether the listing came to its end. */
  readonly isComplete: boolean;
  /** Elements and relationships that differ from what the mirror held, or are gone. */
  readonly changed: number;
  /** The names of the elements that are gone. */
  readonly gone: readonly QualifiedName[];
  /** Whether the mirror has, at the end, the names of all others' elements of these types too. */
  readonly knowsNames: boolean;
}

interface Position {
  readonly step: number;
  readonly startFrom: number;
}

/**
 * Lists what the metadata source has in the server and brings the mirror to it: rebuilds a ledger that is lost, and finds
 * what somebody changed or removed. A page is one call and one transaction, after which a later call goes on.
 *
 * What a listing lacks is asked for by its GUID before it counts as gone: listings may have gaps (Egeria 6.1).
 *
 * @param pages at most so many, from where the last stretch ended
 */
export async function reconcile(input: ReconcileInput, pages: number): Promise<Reconciled> {
  const { mirror } = input;
  const steps = [...input.entityTypes, ...input.relationshipTypes];
  const name = positionFact(input.scope);
  const started = positionOf(mirror.fact(name));
  let position = started ?? (await begin(input));
  let others = 0;
  let changed = 0;
  for (let left = pages; left > 0 && position.step < steps.length; left -= 1) {
    input.signal?.throwIfAborted();
    const isElements = position.step < input.entityTypes.length;
    const typeName = steps[position.step] ?? '';
    const page: PageOutcome = isElements
      ? await elementPage(input, typeName, position, { name, others })
      : await relationshipPage(input, typeName, position, name);
    changed += page.changed;
    others += page.others;
    input.at(`the ledger: ${typeName} from ${position.startFrom}`);
    position = page.next;
    if (page.next.step === input.entityTypes.length && page.next.startFrom === 0) await anchorAll(input);
  }
  const knowsNames = started === undefined && others <= MOST_OTHERS;
  if (position.step < steps.length) return { isComplete: false, changed, gone: [], knowsNames };
  const missing = await confirmMissing(input);
  if (missing.isComplete) mirror.setFact(name, undefined);
  return { ...missing, changed: changed + missing.changed, knowsNames };
}

/** Whether a listing was begun and not ended. */
export function isUnderWay(mirror: Mirror, scope: number): boolean {
  return mirror.fact(positionFact(scope)) !== undefined;
}

/** Lets the next listing begin anew. */
export function forgetPosition(mirror: Mirror, scope: number): void {
  mirror.setFact(positionFact(scope), undefined);
}

/** The concrete types to list: a type that another one includes is not listed twice. */
export function listedTypes(types: readonly string[], isSubtypeOf: (type: string, of: string) => boolean): string[] {
  return types.filter((type) => !types.some((other) => other !== type && isSubtypeOf(type, other)));
}

async function begin({ mirror, scope }: ReconcileInput): Promise<Position> {
  await mirror.connection.transaction(() =>
    mirror.connection.prepared('DELETE FROM listed WHERE scope = ?').run(scope),
  );
  return { step: 0, startFrom: 0 };
}

function positionFact(scope: number): string {
  return `listing ${scope}`;
}

function positionOf(text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  const [step = 0, startFrom = 0] = text.split(' ').map(Number);
  return { step, startFrom };
}

interface PageOutcome {
  readonly next: Position;
  readonly changed: number;
  /** How many elements of others it held. */
  readonly others: number;
}

async function elementPage(
  { client, mirror, owner, isOwn, scope, isOnlyScope }: ReconcileInput,
  typeName: string,
  { step, startFrom }: Position,
  { name, others }: { readonly name: string; readonly others: number },
): Promise<PageOutcome> {
  const pageSize = client.maxPageSize;
  const page = await client.listElements({ typeName, forLineage: true }, { startFrom, pageSize });
  const next = page.isEnd ? { step: step + 1, startFrom: 0 } : { step, startFrom: startFrom + pageSize };
  const own = new Set(page.elements.filter((element) => isOwn(element)));
  const foreign = page.elements.filter((element) => !own.has(element));
  const changed = await mirror.writer.transaction(FOLLOWER, (change) => {
    const list = mirror.connection.prepared(
      'INSERT OR IGNORE INTO listed (scope, guid, anchor, anchor_scope) VALUES (?, ?, ?, ?)',
    );
    const enter = mirror.connection.prepared(
      `INSERT INTO ledger (scope, element, parent, fingerprint) SELECT ?, e.id, ${UNKNOWN_PLACE}, '' FROM element e
       WHERE e.guid = ? AND NOT EXISTS (SELECT 1 FROM ledger WHERE element = e.id AND scope IN (SELECT id FROM scope))`,
    );
    let count = 0;
    for (const element of own) {
      list.run(scope, element.guid, element.anchorGuid, element.anchorScopeGuid ?? null);
      const took = takeOverElement(mirror, element, change);
      if (took === 'changed') count += 1;
      if (isOnlyScope && owner !== undefined && !isMemento(element)) enter.run(scope, element.guid);
    }
    // Their names are taken: whoever states one of them is told so without asking the server.
    if (others <= MOST_OTHERS) for (const element of foreign) noteStub(mirror, element, change);
    mirror.setFact(name, `${next.step} ${next.startFrom}`);
    return count;
  });
  return { next, changed, others: foreign.length };
}

async function relationshipPage(
  { client, mirror, isOwn, scope }: ReconcileInput,
  typeName: string,
  { step, startFrom }: Position,
  name: string,
): Promise<PageOutcome> {
  const pageSize = client.maxPageSize;
  const page = await client.listRelationships(typeName, { startFrom, pageSize });
  const next = page.length === 0 ? { step: step + 1, startFrom: 0 } : { step, startFrom: startFrom + pageSize };
  const changed = await mirror.writer.transaction(FOLLOWER, (change) => {
    let count = 0;
    for (const relationship of page.filter((one) => isOwn(one))) {
      note(mirror, scope, relationship.guid);
      if (takeOverRelationship(mirror, relationship, true, change) === 'changed') count += 1;
    }
    mirror.setFact(name, `${next.step} ${next.startFrom}`);
    return count;
  });
  return { next, changed, others: 0 };
}

/** Everything is listed that anchors may be: those that are somebody else's are asked for. */
async function anchorAll({ client, mirror, scope }: ReconcileInput): Promise<void> {
  const absent = new Set<Guid>();
  for (let rows = listedAfter('', mirror, scope); rows.length > 0;) {
    for (const { anchor, anchor_scope: within } of rows) {
      for (const guid of [anchor, within]) {
        if (guid !== null && mirror.writer.elements.byGuid(guid) === undefined) absent.add(guid);
      }
    }
    rows = listedAfter(rows.at(-1)?.guid ?? '', mirror, scope);
  }
  const foreign: RemoteElement[] = [];
  for (const guid of absent) {
    const element = await client.element(guid);
    if (element !== undefined) foreign.push(element);
  }
  await mirror.writer.transaction(FOLLOWER, (change) => {
    for (const element of foreign) takeOverElement(mirror, element, change);
  });
  for (let rows = listedAfter('', mirror, scope); rows.length > 0;) {
    const some = rows;
    await mirror.writer.transaction(FOLLOWER, (change) => {
      for (const { guid, anchor, anchor_scope: within } of some) {
        takeOverAnchor(mirror, guid, { anchor, scope: within ?? undefined }, change);
      }
    });
    rows = listedAfter(rows.at(-1)?.guid ?? '', mirror, scope);
  }
}

/** An element of a listing, and what it is anchored to. */
interface Listed {
  readonly guid: Guid;
  readonly anchor: Guid;
  readonly anchor_scope: Guid | null;
}

/** Some of what was listed, in the order of GUIDs: all of it at once is more than memory is for. */
function listedAfter(guid: string, mirror: Mirror, scope: number): readonly Listed[] {
  return mirror.connection
    .prepared(
      `SELECT guid, anchor, anchor_scope FROM listed
       WHERE scope = ? AND guid > ? AND anchor IS NOT NULL ORDER BY guid LIMIT ${LISTED_AT_ONCE}`,
    )
    .all(scope, guid) as unknown as readonly Listed[];
}

/** What the mirror has and the listing lacks is gone, if the server says so of each. */
async function confirmMissing(input: ReconcileInput): Promise<Omit<Reconciled, 'knowsNames'>> {
  const { client, mirror } = input;
  const elements = missingElements(input);
  const gone: QualifiedName[] = [];
  let changed = 0;
  for (const guid of elements.slice(0, MOST_CONFIRMED)) {
    const element = await client.element(guid, { forLineage: true });
    const name = nameOf(mirror, guid);
    if (element === undefined && name !== undefined) gone.push(name);
    await mirror.writer.transaction(FOLLOWER, (change) => {
      if (element === undefined) forgetElement(mirror, guid, change);
      else takeOverElement(mirror, element, change);
      note(mirror, input.scope, guid);
    });
    if (element === undefined) changed += 1;
  }
  const relationships = missingRelationships(input);
  for (const guid of relationships.slice(0, MOST_CONFIRMED)) {
    const relationship = isUntold(guid) ? undefined : await client.relationship(guid);
    await mirror.writer.transaction(FOLLOWER, (change) => {
      if (relationship === undefined) forgetRelationship(mirror, guid, change);
      else takeOverRelationship(mirror, relationship, input.isOwn(relationship), change);
      note(mirror, input.scope, guid);
    });
    if (relationship === undefined) changed += 1;
  }
  return { isComplete: elements.length <= MOST_CONFIRMED && relationships.length <= MOST_CONFIRMED, changed, gone };
}

function note(mirror: Mirror, scope: number, guid: Guid): void {
  mirror.connection.prepared('INSERT OR IGNORE INTO listed (scope, guid) VALUES (?, ?)').run(scope, guid);
}

function missingElements({ mirror, owner, scope, entityTypes }: ReconcileInput): readonly Guid[] {
  if (entityTypes.length === 0) return [];
  const isOwners = 'e.source = (SELECT id FROM metadata_source WHERE guid = ?)';
  const rows = mirror.connection
    .prepared(
      `SELECT e.guid FROM ledger l JOIN element e ON e.id = l.element
       WHERE l.scope = ? ${owner === undefined ? '' : `AND ${isOwners}`} AND NOT EXISTS (SELECT 1 FROM listed WHERE scope = l.scope AND guid = e.guid)
       LIMIT ${MOST_CONFIRMED + 1}`,
    )
    .all(...(owner === undefined ? [scope] : [scope, owner.guid]));
  return rows.map((row) => String(row['guid']) as Guid);
}

function missingRelationships({ mirror, scope, relationshipTypes }: ReconcileInput): readonly Guid[] {
  if (relationshipTypes.length === 0) return [];
  const rows = mirror.connection
    .prepared(
      `SELECT guid FROM relationship r WHERE r.scope IN (?, ${UNCLAIMED})
         AND NOT EXISTS (SELECT 1 FROM listed WHERE scope = ? AND guid = r.guid)
       LIMIT ${MOST_CONFIRMED + 1}`,
    )
    .all(scope, scope);
  return rows.map((row) => String(row['guid']) as Guid);
}
