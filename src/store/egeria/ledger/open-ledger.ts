import { hash } from 'node:crypto';
import path from 'node:path';
import type { Message } from '../../../messages/message.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { MetadataSource } from '../../open-metadata-store.ts';
import { openSqliteLedger } from '../../sqlite/sqlite-ledger.ts';
import type { LedgerScope, SyncLedger, Verification } from '../../sync-ledger.ts';
import type { AdaptiveLimit } from '../client/adaptive-limit.ts';
import { ROOT_TYPE } from '../client/conditions.ts';
import { withPatientReads } from '../client/patient-reads.ts';
import type { EgeriaClient } from '../egeria-client.ts';
import { lastRelationship } from '../mirror/claims.ts';
import { noteConfiguration, notedConfiguration } from './configuration-note.ts';
import { intentsOf } from '../sending/intents.ts';
import { readAgain } from '../mirror/look-up.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import { openMirror } from '../mirror/mirror.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { nobodys, ownershipOf } from '../mirror/ownership.ts';
import { enterScope, forgetSource, knownScope, rebuiltFact, writingFact } from '../mirror/mirror-scopes.ts';
import { isUnderWay, listedTypes, reconcile } from '../mirror/reconcile.ts';
import type { Reconciled, ReconcileInput, Since } from '../mirror/reconcile.ts';
import { RemoteLedger } from './remote-ledger.ts';
import { sentGuids } from '../sending/sent-guids.ts';
import { sourcesIn } from './sources.ts';
import { typeGapsOnce } from './type-gaps.ts';
import type { TypeGaps } from './type-gaps.ts';

/** Pages of a verification that goes on from refresh to refresh. */
const SOME_PAGES = 5;

/** What the ledgers beside one remote store share. */
export interface LedgersInput {
  readonly client: EgeriaClient;
  /** Folder of the ledgers; absolute. `undefined`: in memory, gone at the end. */
  readonly folder: string | undefined;
  readonly limit: AdaptiveLimit;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly verification: Verification;
  notify(message: Message): void;
}

/** The ledgers beside one remote store: one file, a scope for each catalog target. */
export interface Ledgers {
  open(scope: LedgerScope): Promise<SyncLedger>;
  /** The metadata source of this name, made when the server has none. */
  source(name: QualifiedName): Promise<MetadataSource>;
  /**
   * Elements were changed through this store, by a person or an import, or relationships at them: the ledgers that state
   * them compare them again.
   */
  changed(elements: readonly Guid[]): Promise<void>;
  close(): Promise<void>;
}

/** Where the ledger of a server is within the folder of ledgers. */
export function ledgerFile(folder: string, description: string): string {
  const name = description.replaceAll(/^[a-z]+:\/\/|[^A-Za-z0-9.-]+/gu, '-').replaceAll(/^-+|-+$/gu, '');
  return path.join(folder, `${name.slice(-60)}-${hash('sha1', description, 'hex').slice(0, 8)}.db`);
}

export function remoteLedgers(given: LedgersInput): Ledgers {
  const client = withPatientReads(given.client, given);
  const input = { ...given, client };
  const { folder, clock } = input;
  const file = folder === undefined ? ':memory:' : ledgerFile(folder, client.description);
  const sources = sourcesIn(given.client, given);
  let opening: Promise<Mirror> | undefined;
  const mirrorOnce = async (): Promise<Mirror> => {
    opening ??= openMirror(file, clock);
    return opening;
  };
  /** Asked for while the metadata source is looked for: it is the longest answer of all. */
  let gaps: Promise<TypeGaps> | undefined;
  const typeGaps = async (): Promise<TypeGaps> => {
    const mirror = await mirrorOnce();
    gaps ??= typeGapsOnce(mirror, client).finally(() => (gaps = undefined));
    return gaps;
  };
  return {
    async open(scope) {
      const mirror = await mirrorOnce();
      return openLedger(scope, mirror, { ...input, typeGaps }, scope.owner !== undefined && sources.isNew(scope.owner));
    },
    async source(name) {
      typeGaps().catch(() => undefined);
      return sources.named(name);
    },
    async changed(guids) {
      const mirror = await mirrorOnce();
      const known = guids.filter((guid) => mirror.writer.elements.byGuid(guid) !== undefined);
      if (known.length > 0) await readAgain(known, { ...input, mirror, isOwn: nobodys });
    },
    async close() {
      if (opening !== undefined) (await opening).close();
      opening = undefined;
    },
  };
}

async function openLedger(
  named: LedgerScope,
  mirror: Mirror,
  input: LedgersInput & { typeGaps(): Promise<TypeGaps> },
  ownsNothing: boolean,
): Promise<SyncLedger> {
  const { client, limit, clock, signal } = input;
  // A dry run makes no metadata source; one that is not there owns nothing.
  const isSourceAbsent = named.owner?.guid === '';
  if (named.owner !== undefined && !isSourceAbsent) await forgetSource(mirror, named.owner);
  const [{ isFresh, knowsNames }, gaps] = await Promise.all([
    isSourceAbsent ? UNTOUCHED : bringUpToDate(named, mirror, input, ownsNothing),
    input.typeGaps(),
  ]);
  const guids = sentGuids();
  let mayLoad: Promise<boolean> | undefined;
  const since = { time: clock.now(), element: lastElement(mirror), relationship: lastRelationship(mirror) };
  return new RemoteLedger({
    client,
    mirror,
    limit,
    clock,
    signal,
    guids,
    named,
    isOwn: ownershipOf(named.owner, client),
    isFresh,
    knowsNames,
    lastRelationship: since.relationship,
    local: await openSqliteLedger(mirror.connection, mirror.writer, named, guids),
    intents: intentsOf(mirror),
    gaps,
    mayLoadArchives: async () => (mayLoad ??= mayLoadArchives(mirror, input)),
    prove: async (what) => prove(named, mirror, input, what === 'new' ? since : undefined),
    noteConfiguration: async () => noteConfiguration(named, mirror, input),
  });
}

/** The last element that the mirror has by now. */
function lastElement({ connection }: Mirror): number {
  return Number(connection.prepared('SELECT max(id) AS last FROM element').get()?.['last'] ?? 0);
}

/** How the mirror stands to the server when a ledger is opened. */
interface Freshness {
  /** It holds what the server has. */
  readonly isFresh: boolean;
  /** It has the names of others' elements too. */
  readonly knowsNames: boolean;
}

const UNTOUCHED: Freshness = { isFresh: true, knowsNames: false };

async function bringUpToDate(
  named: LedgerScope,
  mirror: Mirror,
  input: LedgersInput,
  ownsNothing: boolean,
): Promise<Freshness> {
  const fact = rebuiltFact(named.metadataSourceName, named.catalogTargetName);
  if (ownsNothing && mirror.fact(fact) === undefined) {
    mirror.setFact(fact, 'yes');
    return UNTOUCHED;
  }
  if (mirror.fact(fact) === undefined) {
    const { knowsNames } = await rebuild(named, mirror, input);
    mirror.setFact(fact, 'yes');
    return { isFresh: true, knowsNames };
  }
  const wasKnown = knownScope(mirror, named);
  if (wasKnown === undefined && mirror.fact(writingFact(named)) === undefined) return UNTOUCHED;
  const scope = wasKnown ?? (await enterScope(mirror, named, named.configurationDigest));
  const wasCutShort = mirror.fact(writingFact(named)) !== undefined;
  const isAll = wasCutShort || input.verification === 'all' || !(await hasPulse(mirror, scope, input.client));
  if (!isAll && input.verification === 'none') return { isFresh: false, knowsNames: false };
  const listing = reconcileInput(named, mirror, scope, input);
  const { changed, knowsNames } = isAll ? await reconcileAll(listing) : await reconcile(listing, SOME_PAGES);
  if (wasCutShort) mirror.setFact(writingFact(named), undefined);
  else if (changed > 0) input.notify(ledgerMessages.changedByOthers({ elements: changed }));
  return { isFresh: isAll, knowsNames: isAll && knowsNames };
}

async function rebuild(named: LedgerScope, mirror: Mirror, input: LedgersInput): Promise<Reconciled> {
  const known = knownScope(mirror, named);
  const scope = known ?? (await enterScope(mirror, named, await notedConfiguration(named, mirror, input.client)));
  input.notify(isUnderWay(mirror, scope) ? ledgerMessages.resuming() : ledgerMessages.rebuilding());
  return reconcileAll(reconcileInput(named, mirror, scope, input));
}

/** What this user may is found out once for a server, and remembered as long as it is true. */
async function mayLoadArchives(mirror: Mirror, { client }: LedgersInput): Promise<boolean> {
  const fact = `archives ${client.userId}`;
  const known = mirror.fact(fact);
  if (known !== undefined) return known === 'yes';
  const may = await client.mayLoadArchives();
  mirror.setFact(fact, may ? 'yes' : 'no');
  return may;
}

/**
 * Lists what was loaded: of each element that the server does not have after all, the name.
 *
 * @param since nothing that had been there before was changed
 */
async function prove(
  named: LedgerScope,
  mirror: Mirror,
  input: LedgersInput,
  since: Since | undefined,
): Promise<readonly QualifiedName[]> {
  const scope = knownScope(mirror, named);
  if (scope === undefined) return [];
  const listing = reconcileInput(named, mirror, scope, input);
  if (since !== undefined) {
    // All that is new in one listing: of a type of which there is little, a page takes longest (6.1).
    const listed = { ...listing, entityTypes: [ROOT_TYPE], since };
    const { isComplete, gone } = await reconcile(listed, Number.POSITIVE_INFINITY);
    if (isComplete) return gone;
  }
  return (await reconcileAll(listing)).gone;
}

async function reconcileAll(listing: ReconcileInput): Promise<Reconciled> {
  const first = await reconcile(listing, Number.POSITIVE_INFINITY);
  let { isComplete, changed } = first;
  const gone = [...first.gone];
  while (!isComplete) {
    const stretch = await reconcile(listing, Number.POSITIVE_INFINITY);
    changed += stretch.changed;
    gone.push(...stretch.gone);
    ({ isComplete } = stretch);
  }
  return { isComplete, changed, gone, knowsNames: first.knowsNames };
}

function reconcileInput(
  named: LedgerScope,
  mirror: Mirror,
  scope: number,
  { client, signal }: LedgersInput,
): ReconcileInput {
  const types = typeRegistry();
  return {
    client,
    mirror,
    owner: named.owner,
    isOwn: ownershipOf(named.owner, client),
    scope,
    isOnlyScope: named.catalogTargetName === '',
    entityTypes: listedTypes(named.entityTypes, (type, of) => types.isSubtypeOf(type, of)),
    relationshipTypes: named.relationshipTypes,
    signal,
    at: named.at ?? (() => undefined),
  };
}

/** Whether the server still has one element of the ledger, the last that was written: a server that was emptied has not. */
async function hasPulse(mirror: Mirror, scope: number, client: EgeriaClient): Promise<boolean> {
  const row = mirror.connection
    .prepared(
      'SELECT e.guid FROM ledger l JOIN element e ON e.id = l.element WHERE l.scope = ? ORDER BY e.id DESC LIMIT 1',
    )
    .get(scope);
  return row === undefined || (await client.element(String(row['guid']) as Guid)) !== undefined;
}
