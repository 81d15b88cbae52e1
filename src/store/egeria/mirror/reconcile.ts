import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { EgeriaClient, RemoteElement } from '../egeria-client.ts';
import type { MetadataSource } from '../../open-metadata-store.ts';
import { UNKNOWN_PLACE } from '../../sync-ledger.ts';
import { listedPages } from './listed-pages.ts';
import type { ListedPage, Position } from './listed-pages.ts';
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

/** More than so many that are missing among what was written just now are listed with all others. */
const MOST_MISSING = 100;

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
  /** What was written since then is listed, and nothing else; `undefined`: everything. */
  readonly since?: Since;
  readonly signal: AbortSignal | undefined;
  /** Is told how far the listing is. */
  readonly at: (place: string) => void;
}

/** A moment, and what the mirror had then. */
export interface Since {
  /** Milliseconds since 1970, of this machine's clock. */
  readonly time: number;
  /** The highest ids of the mirror's elements and relationships. */
  readonly element: number;
  readonly relationship: number;
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

/**
 * Lists what the metadata source has in the server and brings the mirror to it: rebuilds a ledger that is lost, and finds
 * what somebody changed or removed. A page is one call and one transaction, after which a later call goes on.
 *
 * What a listing lacks is asked for by its GUID before it counts as gone: listings may have gaps (Egeria 6.1).
 *
 * @param pages at most so many, from where the last stretch ended
 */
export async function reconcile(input: ReconcileInput, pages: number): Promise<Reconciled> {
  const { client, mirror, entityTypes, since } = input;
  const name = positionFact(input.scope);
  const started = since === undefined ? positionOf(mirror.fact(name)) : undefined;
  let position = started ?? (await begin(input));
  let others = 0;
  let changed = 0;
  for await (const page of listedPages(client, { ...input, since: since?.time }, position, pages)) {
    input.signal?.throwIfAborted();
    const isElements = page.position.step < entityTypes.length;
    const noted = isElements ? await noteElements(page, input, others) : await noteRelationships(page, input);
    changed += noted.changed;
    others += noted.others;
    input.at(`the ledger: ${page.typeName} from ${page.position.startFrom}`);
    position = page.next;
    if (position.step === entityTypes.length && position.startFrom === 0) await anchorAll(input);
  }
  const knowsNames = started === undefined && since === undefined && others <= MOST_OTHERS;
  const isAtEnd = position.step >= entityTypes.length + input.relationshipTypes.length;
  if (!isAtEnd) return { isComplete: false, changed, gone: [], knowsNames };
  const missing = await confirmMissing(input);
  if (missing.isComplete && since === undefined) mirror.setFact(name, undefined);
  return { ...missing, changed: changed + missing.changed, knowsNames };
}

/** Whether a listing was begun and not ended. */
export function isUnderWay(mirror: Mirror, scope: number): boolean {
  return mirror.fact(positionFact(scope)) !== undefined;
}

/** The concrete types to list: a type that another one includes is not listed twice. */
export function listedTypes(types: readonly string[], isSubtypeOf: (type: string, of: string) => boolean): string[] {
  return types.filter((type) => !types.some((other) => other !== type && isSubtypeOf(type, other)));
}

async function begin(input: ReconcileInput): Promise<Position> {
  const { connection } = input.mirror;
  await connection.transaction(() => connection.prepared('DELETE FROM listed WHERE scope = ?').run(listingOf(input)));
  return { step: 0, startFrom: 0 };
}

/** What was listed of a scope goes on from refresh to refresh; a listing of what is new stands beside it. */
function listingOf({ scope, since }: ReconcileInput): number {
  return since === undefined ? scope : -1 - scope;
}

function positionFact(scope: number): string {
  return `listing ${scope}`;
}

function positionOf(text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  const [step = 0, startFrom = 0] = text.split(' ').map(Number);
  return { step, startFrom };
}

interface Noted {
  readonly changed: number;
  /** How many elements of others there were. */
  readonly others: number;
}

async function noteElements({ elements, next }: ListedPage, input: ReconcileInput, others: number): Promise<Noted> {
  const { mirror, owner, isOwn, scope, isOnlyScope } = input;
  const own = new Set(elements.filter((element) => isOwn(element)));
  const foreign = elements.filter((element) => !own.has(element));
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
      list.run(listingOf(input), element.guid, element.anchorGuid, element.anchorScopeGuid ?? null);
      const took = takeOverElement(mirror, element, change);
      if (took === 'changed') count += 1;
      if (isOnlyScope && owner !== undefined && !isMemento(element)) enter.run(scope, element.guid);
    }
    // Their names are taken: whoever states one of them is told so without asking the server.
    if (others <= MOST_OTHERS) for (const element of foreign) noteStub(mirror, element, change);
    notePosition(next, input);
    return count;
  });
  return { changed, others: foreign.length };
}

async function noteRelationships({ relationships, next }: ListedPage, input: ReconcileInput): Promise<Noted> {
  const { mirror, isOwn } = input;
  const changed = await mirror.writer.transaction(FOLLOWER, (change) => {
    let count = 0;
    for (const relationship of relationships.filter((one) => isOwn(one))) {
      note(relationship.guid, input);
      if (takeOverRelationship(mirror, relationship, true, change) === 'changed') count += 1;
    }
    notePosition(next, input);
    return count;
  });
  return { changed, others: 0 };
}

/** A listing of what is new is not gone on with later. */
function notePosition({ step, startFrom }: Position, { mirror, scope, since }: ReconcileInput): void {
  if (since === undefined) mirror.setFact(positionFact(scope), `${step} ${startFrom}`);
}

/** Everything is listed that anchors may be: those that are somebody else's are asked for. */
async function anchorAll(input: ReconcileInput): Promise<void> {
  const { client, mirror } = input;
  const listing = listingOf(input);
  const absent = new Set<Guid>();
  for (let rows = listedAfter('', mirror, listing); rows.length > 0;) {
    for (const { anchor, anchor_scope: within } of rows) {
      for (const guid of [anchor, within]) {
        if (guid !== null && mirror.writer.elements.byGuid(guid) === undefined) absent.add(guid);
      }
    }
    rows = listedAfter(rows.at(-1)?.guid ?? '', mirror, listing);
  }
  const foreign: RemoteElement[] = [];
  for (const guid of absent) {
    const element = await client.element(guid);
    if (element !== undefined) foreign.push(element);
  }
  await mirror.writer.transaction(FOLLOWER, (change) => {
    for (const element of foreign) takeOverElement(mirror, element, change);
  });
  for (let rows = listedAfter('', mirror, listing); rows.length > 0;) {
    const some = rows;
    await mirror.writer.transaction(FOLLOWER, (change) => {
      for (const { guid, anchor, anchor_scope: within } of some) {
        takeOverAnchor(mirror, guid, { anchor, scope: within ?? undefined }, change);
      }
    });
    rows = listedAfter(rows.at(-1)?.guid ?? '', mirror, listing);
  }
}

/** An element of a listing, and what it is anchored to. */
interface Listed {
  readonly guid: Guid;
  readonly anchor: Guid;
  readonly anchor_scope: Guid | null;
}

/** Some of what was listed, in the order of GUIDs: all of it at once is more than memory is for. */
function listedAfter(guid: string, mirror: Mirror, listing: number): readonly Listed[] {
  return mirror.connection
    .prepared(
      `SELECT guid, anchor, anchor_scope FROM listed
       WHERE scope = ? AND guid > ? AND anchor IS NOT NULL ORDER BY guid LIMIT ${LISTED_AT_ONCE}`,
    )
    .all(listing, guid) as unknown as readonly Listed[];
}

/** What the mirror has and the listing lacks is gone, if the server says so of each. */
async function confirmMissing(input: ReconcileInput): Promise<Omit<Reconciled, 'knowsNames'>> {
  const { client, mirror } = input;
  const elements = missingElements(input);
  const relationships = missingRelationships(input);
  if (input.since !== undefined && elements.length + relationships.length > MOST_MISSING) {
    return { isComplete: false, changed: 0, gone: [] };
  }
  const gone: QualifiedName[] = [];
  let changed = 0;
  for (const guid of elements.slice(0, MOST_CONFIRMED)) {
    const element = await client.element(guid, { forLineage: true });
    const name = nameOf(mirror, guid);
    if (element === undefined && name !== undefined) gone.push(name);
    await mirror.writer.transaction(FOLLOWER, (change) => {
      if (element === undefined) forgetElement(mirror, guid, change);
      else takeOverElement(mirror, element, change);
      note(guid, input);
    });
    if (element === undefined) changed += 1;
  }
  for (const guid of relationships.slice(0, MOST_CONFIRMED)) {
    const relationship = isUntold(guid) ? undefined : await client.relationship(guid);
    await mirror.writer.transaction(FOLLOWER, (change) => {
      if (relationship === undefined) forgetRelationship(mirror, guid, change);
      else takeOverRelationship(mirror, relationship, input.isOwn(relationship), change);
      note(guid, input);
    });
    if (relationship === undefined) changed += 1;
  }
  return { isComplete: elements.length <= MOST_CONFIRMED && relationships.length <= MOST_CONFIRMED, changed, gone };
}

function note(guid: Guid, input: ReconcileInput): void {
  const { connection } = input.mirror;
  connection.prepared('INSERT OR IGNORE INTO listed (scope, guid) VALUES (?, ?)').run(listingOf(input), guid);
}

function missingElements(input: ReconcileInput): readonly Guid[] {
  const { mirror, owner, scope, entityTypes, since } = input;
  if (entityTypes.length === 0) return [];
  const isOwners = 'e.source = (SELECT id FROM metadata_source WHERE guid = ?)';
  const rows = mirror.connection
    .prepared(
      `SELECT e.guid FROM ledger l JOIN element e ON e.id = l.element
       WHERE l.scope = ? AND e.id > ? AND NOT EXISTS (SELECT 1 FROM listed WHERE scope = ? AND guid = e.guid)
         ${owner === undefined ? '' : `AND ${isOwners}`}
       LIMIT ${MOST_CONFIRMED + 1}`,
    )
    .all(scope, since?.element ?? 0, listingOf(input), ...(owner === undefined ? [] : [owner.guid]));
  return rows.map((row) => String(row['guid']) as Guid);
}

function missingRelationships(input: ReconcileInput): readonly Guid[] {
  const { mirror, scope, relationshipTypes, since } = input;
  if (relationshipTypes.length === 0) return [];
  const rows = mirror.connection
    .prepared(
      `SELECT guid FROM relationship r WHERE r.scope IN (?, ${UNCLAIMED}) AND r.id > ?
         AND NOT EXISTS (SELECT 1 FROM listed WHERE scope = ? AND guid = r.guid)
       LIMIT ${MOST_CONFIRMED + 1}`,
    )
    .all(scope, since?.relationship ?? 0, listingOf(input));
  return rows.map((row) => String(row['guid']) as Guid);
}
