import type { PropertyMap, StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import type { DeleteMethod, Writer } from '../../open-metadata-store.ts';
import { relationshipsOf } from '../../sync-ledger.ts';
import type {
  ApplyOutcome,
  CurrentElement,
  LedgerChange,
  LedgerMatch,
  LedgerScope,
  PreparedElement,
  RelationshipState,
  RemovalOutcome,
  Settlement,
  SyncLedger,
  UnseenEntry,
} from '../../sync-ledger.ts';
import { claim, hasUnclaimed, unclaimedBetween } from '../mirror/claims.ts';
import type { Intents } from '../sending/intents.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import { isStub } from '../mirror/mirror-rows.ts';
import { lookUp, readAgain } from '../mirror/look-up.ts';
import { enterAnchored, writingFact } from '../mirror/mirror-scopes.ts';
import { othersBeneath } from '../sending/others-beneath.ts';
import { removeFromServer } from '../sending/remove.ts';
import { creationTimes } from '../sending/creation-times.ts';
import type { CreationTimes } from '../sending/creation-times.ts';
import type { SendInput } from '../sending/send-relationship.ts';
import { unrelateAll } from '../sending/send-relationship.ts';
import type { StatedFrom } from '../sending/archive-instances.ts';
import { outgoingBatches } from '../sending/outgoing.ts';
import type { Outgoing } from '../sending/outgoing.ts';
import { isAnchorOpen, presenceIn, sendPutOff } from '../sending/put-off.ts';
import { gapRejection } from './type-gaps.ts';
import type { TypeGaps } from './type-gaps.ts';
import { archiveTurns } from '../sending/archive-turns.ts';
import { sendByArchive } from '../sending/send-archive.ts';
import type { BulkSentBatch } from '../sending/send-archive.ts';
import { sendByCallsInTurn } from '../sending/send-calls.ts';
import type { SendOutcome, SentBatch } from '../sending/send-calls.ts';
import { takenNames } from '../sending/taken-names.ts';
import type { TakenNames } from '../sending/taken-names.ts';

/** Fewer new or changed elements, or relationships, than this are sent by calls: an archive has to be proved afterwards. */
const FEWEST_FOR_ARCHIVE = 200;

/** Batches that may be under way: while the relationships of one are sent and it is noted, the server has two to work on. */
export const BATCHES_AT_ONCE = 3;

/** What a ledger beside a remote store works with. */
export interface RemoteLedgerInput extends Omit<SendInput, 'owner' | 'at' | 'creationTimes'> {
  readonly named: LedgerScope;
  /** Whether the mirror was brought to what the server has when this ledger was opened. */
  readonly isFresh: boolean;
  /** Whether the mirror has the names that others have taken. */
  readonly knowsNames: boolean;
  /** The ledger of the mirror. */
  readonly local: SyncLedger;
  readonly intents: Intents;
  /** The last of the relationships that were there before anything was stated. */
  readonly lastRelationship: number;
  /** What the server's types lack. */
  readonly gaps: TypeGaps;
  /** Whether this user may load archives; asked once, and remembered. */
  mayLoadArchives(): Promise<boolean>;
  /** Compares what is new, or everything, with the server after a bulk load; returns what it does not have after all. */
  prove(what: 'new' | 'all'): Promise<readonly QualifiedName[]>;
  /** Notes on the server under which configuration a refresh was complete. */
  noteConfiguration(): Promise<void>;
}

/** What became of a batch; more, if it went by archives. */
type Sent = SentBatch & Partial<BulkSentBatch>;

/**
 * The ledger beside a remote store: what is to be compared is in the mirror, so that an unchanged refresh asks the server
 * nothing; what changes is sent first and noted in the mirror once the server has it. A run that is killed in between
 * finds the element by its name in the next one.
 */
export class RemoteLedger implements SyncLedger {
  readonly owned: number;
  readonly kept: number;
  readonly configurationChanged: boolean;
  readonly #input: RemoteLedgerInput;
  readonly #local: SyncLedger;
  /** The statements of the batches in hand by their names, the last first. */
  #stated: readonly ReadonlyMap<QualifiedName, PreparedElement>[] = [];
  /** What was given to `apply`. */
  readonly #outgoing = outgoingBatches();
  readonly #seen = new Set<number>();
  #putOff: { readonly relationships: StatedFrom[]; readonly anchors: StatedElement[] } = {
    relationships: [],
    anchors: [],
  };
  /** An archive was not taken: the server may have some of what was in it. */
  #mayBeThere = false;
  /** What archives were loaded of: the server says no more than that it took them. */
  #toBeProved: 'nothing' | 'new' | 'all' = 'nothing';
  readonly #takenNames: TakenNames;
  readonly #turns = archiveTurns();
  readonly #creationTimes: CreationTimes;
  #isWriting = false;
  /** Elements of which something was not taken: they were told. */
  readonly #rejected = new Set<QualifiedName>();
  /** Names that the server was asked for and does not have; forgotten when something is written. */
  readonly #absent = new Set<QualifiedName>();

  constructor(input: RemoteLedgerInput) {
    this.#input = input;
    this.#local = input.local;
    this.#takenNames = takenNames(input);
    this.#creationTimes = creationTimes(input.clock);
    this.owned = input.local.owned;
    this.kept = input.local.kept;
    this.configurationChanged = input.local.configurationChanged;
  }

  async match(prepared: readonly PreparedElement[]): Promise<readonly (LedgerMatch | undefined)[]> {
    const stated = new Map(prepared.map((one) => [one.stated.qualifiedName, one]));
    this.#stated = [stated, ...this.#stated.slice(0, BATCHES_AT_ONCE)];
    const { mirror, named } = this.#input;
    if (hasUnclaimed(mirror)) await claim(mirror, named, prepared);
    const matches = await this.#local.match(prepared);
    for (const match of matches) if (match !== undefined) this.#seen.add(match.key);
    return matches;
  }

  async current(names: readonly QualifiedName[]): Promise<readonly (CurrentElement | undefined)[]> {
    const { mirror } = this.#input;
    const isUnknown = (name: QualifiedName): boolean => mirror.guidNamed(name) === undefined;
    if (names.some(isUnknown)) await this.#outgoing.noted;
    const unknown = new Set(names.filter(isUnknown));
    if (unknown.size > 0) {
      await lookUp([...unknown], this.#input);
      await this.#claimOf([...unknown]);
    }
    const known = await this.#local.current(names);
    const toRead = known.filter(
      (one) => one !== undefined && this.#isToBeRead(one) && !unknown.has(one.element.qualifiedName),
    );
    if (toRead.length === 0) return known;
    await readAgain(
      toRead.flatMap((one) => one?.element.guid ?? []),
      this.#input,
    );
    await this.#claimOf(toRead.flatMap((one) => one?.element.qualifiedName ?? []));
    return this.#local.current(names);
  }

  /** What was read from the server just now may be what these elements state. */
  async #claimOf(names: readonly QualifiedName[]): Promise<void> {
    const { mirror, named } = this.#input;
    const stated = names.flatMap((name) => this.#stated.find((batch) => batch.has(name))?.get(name) ?? []);
    if (hasUnclaimed(mirror)) await claim(mirror, named, stated);
  }

  /** What people may change is compared as it is now, and so is what was only seen at the end of a relationship. */
  #isToBeRead({ element }: CurrentElement): boolean {
    return isStub(element) || (!this.#input.isFresh && element.origin.category === 'LOCAL_COHORT');
  }

  /** What the mirror does not know waits: it is looked up at the end, all at once. */
  async relationshipStates(
    key: number,
    relationships: readonly StatedRelationship[],
  ): Promise<readonly RelationshipState[]> {
    return this.#local.relationshipStates(key, relationships);
  }

  /** May be called again before it has come back: what is sent follows the order of the calls wherever that matters. */
  async apply(changes: readonly LedgerChange[], writer: Writer): Promise<readonly ApplyOutcome[]> {
    return this.#outgoing.next(async (outgoing) => this.#applyNext(changes, writer, outgoing));
  }

  async #applyNext(
    changes: readonly LedgerChange[],
    writer: Writer,
    outgoing: Outgoing,
  ): Promise<readonly ApplyOutcome[]> {
    const { guids } = this.#input;
    this.#noteWriting(true);
    const { outcomes, error, settle } = await this.#send(changes, writer, outgoing);
    await outgoing.before;
    this.#absent.clear();
    const sent = changes.filter((_, position) => isNoted(outcomes[position]));
    for (const [position, change] of changes.entries()) this.#noteUnsent(change, outcomes[position]);
    const noted = await this.#local.apply(sent, writer);
    const isThere = presenceIn(this.#input.mirror);
    for (const change of sent) {
      const { stated } = change.prepared;
      guids.elementNoted(stated.qualifiedName);
      if (isAnchorOpen(change, isThere)) this.#putOff.anchors.push(stated);
    }
    await settle?.();
    const next = noted.values();
    const applied = changes.map((change, position) => outcome(change, outcomes[position], () => next.next().value));
    await this.#readRejected(changes, outcomes);
    if (error !== undefined) throw error;
    return applied;
  }

  async settle(writer: Writer): Promise<Settlement> {
    await this.#lookUpOnce(this.#putOff.relationships.map(({ stated }) => stated.to));
    const isBulk = async (count: number): Promise<boolean> => this.#isBulk(count, writer);
    const way = { isBulk, mayBeThere: this.#mayBeThere };
    const rejected = await sendPutOff(this.#putOff, way, this.#sendInput(writer));
    this.#putOff = { relationships: [], anchors: [] };
    const settlement = await this.#local.settle(writer);
    for (const { from } of rejected) this.#rejected.add(from);
    const missing = settlement.missing.filter(({ from }) => !this.#rejected.has(from));
    const lost = this.#toBeProved === 'nothing' ? [] : await this.#input.prove(this.#toBeProved);
    this.#toBeProved = 'nothing';
    this.#noteWriting(false);
    return {
      ...settlement,
      missing,
      ...(lost.length === 0 ? {} : { lost: lost.map((from) => ({ from, message: ledgerMessages.notThere() })) }),
      ...(rejected.length === 0 ? {} : { rejected }),
    };
  }

  async acknowledge(key: number, prepared: PreparedElement | undefined, base: PropertyMap): Promise<void> {
    await this.#local.acknowledge(key, prepared, base);
  }

  unseen(isSeen: (key: number) => boolean): AsyncIterable<readonly UnseenEntry[]> {
    return this.#local.unseen(isSeen);
  }

  async keyOf(name: QualifiedName): Promise<number | undefined> {
    await this.#lookUpOnce([name]);
    return this.#local.keyOf(name);
  }

  async parentOf(key: number): Promise<number | undefined> {
    return this.#local.parentOf(key);
  }

  async remove(entries: readonly UnseenEntry[], deleteMethod: DeleteMethod, writer: Writer): Promise<RemovalOutcome> {
    this.#noteWriting(true);
    const input = this.#sendInput(writer);
    const others = await othersBeneath(entries, deleteMethod, input);
    const rejected = await removeFromServer(entries, deleteMethod, input);
    const stayed = new Set(rejected.map(({ entry }) => entry));
    const gone = entries.filter((entry) => !stayed.has(entry));
    // The server keeps the history; what it archived is no longer in the ledger's care.
    const local = await this.#local.remove(gone, 'PURGE', writer);
    this.#noteWriting(false);
    const removed = gone.reduce((count, entry) => count + (others.get(entry) ?? 0), local.removed);
    return { removed, ...(rejected.length === 0 ? {} : { rejected }) };
  }

  async release(entries: readonly UnseenEntry[]): Promise<void> {
    await this.#local.release(entries);
  }

  async keep(entries: readonly UnseenEntry[]): Promise<void> {
    await this.#local.keep(entries);
  }

  async complete(): Promise<void> {
    const { mirror, named } = this.#input;
    if (hasUnclaimed(mirror)) {
      const gone = unclaimedBetween(mirror, named.owner, this.#seen, this.#input.lastRelationship);
      await unrelateAll(gone, this.#sendInput({ userId: '', metadataSource: named.owner }));
    }
    await this.#local.complete();
    await enterAnchored(mirror, named);
    await this.#input.intents.forget();
    await this.#input.noteConfiguration();
  }

  /** A run that ends in between has left things in the server that the mirror does not know: the next one lists them. */
  #noteWriting(isWriting: boolean): void {
    if (this.#isWriting === isWriting) return;
    const { mirror, named } = this.#input;
    mirror.setFact(writingFact(named), isWriting ? 'yes' : undefined);
    this.#isWriting = isWriting;
  }

  /** What the server's types have no place for is refused before anything is sent. */
  async #send(changes: readonly LedgerChange[], writer: Writer, outgoing: Outgoing): Promise<Sent> {
    const rejections = changes.map(({ kind, prepared }) =>
      kind === 'record' ? undefined : gapRejection(prepared.stated, this.#input.gaps),
    );
    if (rejections.every((rejection) => rejection === undefined)) return this.#sendAll(changes, writer, outgoing);
    const passed = changes.filter((_, position) => rejections[position] === undefined);
    const sent = await this.#sendAll(passed, writer, outgoing);
    const next = sent.outcomes.values();
    return {
      ...sent,
      outcomes: rejections.map((rejection) =>
        rejection === undefined ? next.next().value : { kind: 'rejected', rejection },
      ),
    };
  }

  /** Many new or changed elements go with archives, if the server takes them; all else by calls. */
  async #sendAll(changes: readonly LedgerChange[], writer: Writer, outgoing: Outgoing): Promise<Sent> {
    const input = this.#sendInput(writer);
    const written = changes.filter(({ kind }) => kind !== 'record').length;
    if (!(await this.#isBulk(written, writer))) return sendByCallsInTurn(changes, input, outgoing);
    const { intents } = this.#input;
    const bulk = { ...input, outgoing, intents, takenNames: this.#takenNames, turns: this.#turns };
    const sent = await sendByArchive(changes, bulk);
    if (sent.hasLoadedUpdates) this.#toBeProved = 'all';
    if (!sent.isTaken) this.#mayBeThere = true;
    return sent;
  }

  /** Whether so much goes with archives, which are to be proved then. */
  async #isBulk(count: number, { metadataSource }: Writer): Promise<boolean> {
    if (metadataSource === undefined || count < FEWEST_FOR_ARCHIVE) return false;
    if (!(await this.#input.mayLoadArchives())) return false;
    if (this.#toBeProved === 'nothing') this.#toBeProved = 'new';
    return true;
  }

  /** Relationships whose other element is not there yet wait for the end. */
  #noteUnsent(change: LedgerChange, outcome: SendOutcome | undefined): void {
    const from = change.prepared.stated.qualifiedName;
    if (outcome?.kind === 'rejected') this.#rejected.add(from);
    if (outcome?.kind !== 'sent') return;
    for (const stated of relationshipsOf(change)) {
      if (this.#input.guids.relationship(from, stated) === undefined) this.#putOff.relationships.push({ from, stated });
    }
  }

  /** After a change that was taken in part, or not at all, the mirror is to hold what the server has. */
  async #readRejected(changes: readonly LedgerChange[], outcomes: readonly (SendOutcome | undefined)[]): Promise<void> {
    const toRead = changes.flatMap((change, position) => {
      const kind = outcomes[position]?.kind;
      return change.kind === 'create' || kind === 'sent' || kind === undefined ? [] : [change.current.element.guid];
    });
    if (toRead.length > 0) await readAgain(toRead, this.#input);
  }

  /** Elements that others own may be at the other end of a relationship: the mirror is to know them. */
  async #lookUpOnce(names: readonly QualifiedName[]): Promise<void> {
    const { mirror } = this.#input;
    const isUnknown = (name: QualifiedName): boolean => !this.#absent.has(name) && mirror.guidNamed(name) === undefined;
    if (names.some(isUnknown)) await this.#outgoing.noted;
    const unknown = new Set(names.filter(isUnknown));
    if (unknown.size === 0) return;
    await lookUp([...unknown], this.#input);
    for (const name of unknown) if (mirror.guidNamed(name) === undefined) this.#absent.add(name);
  }

  #sendInput({ metadataSource }: Writer): SendInput {
    const { client, mirror, isOwn, guids, limit, clock, signal, named } = this.#input;
    const at = named.at ?? (() => undefined);
    const sending = { client, mirror, isOwn, guids, limit, clock, signal, creationTimes: this.#creationTimes };
    return { ...sending, owner: metadataSource, at };
  }
}

/** An element that was created counts as noted even if one of its relationships was not taken. */
function isNoted(outcome: SendOutcome | undefined): boolean {
  return outcome?.kind === 'sent' || (outcome?.kind === 'rejected' && outcome.isThere === true);
}

function outcome(
  change: LedgerChange,
  sent: SendOutcome | undefined,
  nextNoted: () => ApplyOutcome | undefined,
): ApplyOutcome {
  const key = change.kind === 'create' ? 0 : change.current.key;
  if (sent === undefined || sent.kind === 'raced') return { key, raced: true };
  if (sent.kind === 'sent') return nextNoted() ?? { key, raced: true };
  const noted = sent.isThere === true ? nextNoted() : undefined;
  return { key: noted?.key ?? key, raced: false, rejection: sent.rejection };
}
