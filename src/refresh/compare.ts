import type { PropertyMap, StatedElement, StatedRelationship } from '../metadata/element.ts';
import { fingerprint } from '../metadata/fingerprint.ts';
import type { Message } from '../messages/message.ts';
import type { Account } from '../report/account.ts';
import type {
  CurrentElement,
  ElementUpdate,
  LedgerChange,
  LedgerMatch,
  PreparedElement,
  SyncLedger,
} from '../store/sync-ledger.ts';
import { differenceOf, relationshipKey } from './difference.ts';
import type { Difference, DifferencePolicy, PropertyToPublish } from './difference.ts';
import type { SeenElements } from './key-set.ts';
import { messages } from './messages.ts';

/** What comparing found for one stated element. */
export type Comparison =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'change';
      readonly change: LedgerChange;
      readonly publication: Publication | undefined;
      readonly properties: Difference['properties'];
    }
  | { readonly kind: 'refused'; readonly stated: StatedElement; readonly message: Message };

/** Properties of one element that are to be carried out to the third party once its change is written. */
export interface Publication {
  readonly prepared: PreparedElement;
  readonly current: CurrentElement;
  /** What is agreed on until they are carried out. */
  readonly base: PropertyMap | undefined;
  readonly properties: readonly PropertyToPublish[];
}

/** What comparing needs. */
export interface CompareInput {
  readonly ledger: SyncLedger;
  readonly account: Account;
  readonly policy: DifferencePolicy;
  readonly seen: SeenElements;
}

/** Works out for every stated element whether it is new, changed or as it was. */
export async function* compare(
  batches: AsyncIterable<readonly StatedElement[]>,
  input: CompareInput,
): AsyncIterable<readonly Comparison[]> {
  for await (const batch of batches) {
    input.account.state(batch.length);
    yield await compareBatch(batch, input);
  }
}

/** Prepares an element: each of its forms is made once. A relationship that is stated twice counts once. */
export function prepare(stated: StatedElement, localCohort: boolean): PreparedElement {
  const single = stated.relationships.length > 0 ? withoutRepeats(stated) : stated;
  const propertiesText = JSON.stringify(single.properties);
  return { stated: single, propertiesText, fingerprint: fingerprint(single, propertiesText, localCohort) };
}

async function compareBatch(batch: readonly StatedElement[], input: CompareInput): Promise<readonly Comparison[]> {
  const { ledger, seen } = input;
  const prepared = batch.map((stated) => prepare(stated, input.policy.localCohort));
  const matches = await ledger.match(prepared);
  const newNames = new Set<string>();
  const comparisons: (Comparison | undefined)[] = prepared.map((one, index) => {
    const match = matches[index];
    if (isRepeated(one.stated, match, seen, newNames)) return repeated(one.stated);
    if (match === undefined) return creation(one, input.policy);
    if (!match.unchanged) return undefined;
    seen.inLedger += 1;
    return UNCHANGED;
  });
  const open = prepared.filter((_, index) => comparisons[index] === undefined);
  if (open.length === 0) return comparisons as readonly Comparison[];
  const currents = await ledger.current(open.map((one) => one.stated.qualifiedName));
  const compared: Comparison[] = [];
  for (const [index, one] of open.entries()) {
    const current = currents[index];
    if (current?.inLedger === true) seen.inLedger += 1;
    compared.push(await compareOne(one, current, input));
  }
  const next = compared.values();
  return comparisons.map((comparison) => comparison ?? next.next().value ?? UNCHANGED);
}

/**
 * Compares again what turned out to be otherwise in the store: written by another process, or, if it was to be
 * created, by an earlier batch of this refresh.
 */
export async function compareRaced(
  changes: readonly LedgerChange[],
  input: CompareInput,
): Promise<readonly Comparison[]> {
  const currents = await input.ledger.current(changes.map(({ prepared }) => prepared.stated.qualifiedName));
  const comparisons: Comparison[] = [];
  for (const [index, { kind, prepared }] of changes.entries()) {
    const current = currents[index];
    const isFirst = current === undefined || input.seen.keys.add(current.key);
    if (kind === 'create' && !isFirst) comparisons.push(repeated(prepared.stated));
    else comparisons.push(await compareOne(prepared, current, input));
  }
  return comparisons;
}

const UNCHANGED: Comparison = { kind: 'unchanged' };
const NONE: readonly never[] = [];

function repeated(stated: StatedElement): Comparison {
  return { kind: 'refused', stated, message: messages.statedTwice() };
}

function isRepeated(
  stated: StatedElement,
  match: LedgerMatch | undefined,
  seen: SeenElements,
  newNames: Set<string>,
): boolean {
  if (match !== undefined) return !seen.keys.add(match.key);
  if (newNames.has(stated.qualifiedName)) return true;
  newNames.add(stated.qualifiedName);
  return false;
}

function creation(prepared: PreparedElement, policy: DifferencePolicy): Comparison {
  const base = policy.localCohort ? prepared.stated.properties : undefined;
  return { kind: 'change', change: { kind: 'create', prepared, base }, publication: undefined, properties: NONE };
}

/** Compares an element with what the store has of it now. */
async function compareOne(
  prepared: PreparedElement,
  current: CurrentElement | undefined,
  { policy, ledger }: CompareInput,
): Promise<Comparison> {
  if (current === undefined) return creation(prepared, policy);
  const { stated } = prepared;
  if (current.element.typeName !== stated.typeName) {
    const message = messages.typeDiffers({ stated: stated.typeName, there: current.element.typeName });
    return { kind: 'refused', stated, message };
  }
  const { update, publish, conflicts, base, properties } = differenceOf(stated, current, policy);
  if (conflicts.length > 0) {
    return { kind: 'refused', stated, message: messages.changedOnBothSides({ properties: conflicts.join(', ') }) };
  }
  const known = { prepared, current, base, pending: publish.length > 0 };
  const { relate, areWaiting } = await toRelate(current.key, update?.relate ?? [], ledger);
  const waits =
    areWaiting && update !== undefined && isNothingElse(update) && (await isAnchorWaiting(stated, update, ledger));
  const change: LedgerChange =
    update === undefined || waits
      ? { kind: 'record', ...known, waiting: relate }
      : { kind: 'update', ...known, update: { ...update, relate } };
  const publication = known.pending ? { prepared, current, base, properties: publish } : undefined;
  return { kind: 'change', change, publication, properties };
}

/** Whether an update holds nothing but new relationships and another anchor. */
function isNothingElse(update: ElementUpdate): boolean {
  return (
    !update.reown &&
    update.properties === undefined &&
    update.classifications === undefined &&
    update.declassify.length + update.unrelate.length + update.updateRelationships.length === 0
  );
}

/** Whether a new anchor waits to be stated: the one that is there stays until then. True when there is no new one. */
async function isAnchorWaiting(
  { anchor, anchorScope }: StatedElement,
  { reanchor }: ElementUpdate,
  ledger: SyncLedger,
): Promise<boolean> {
  if (!reanchor) return true;
  for (const name of [anchor, anchorScope]) {
    if (name !== undefined && (await ledger.keyOf(name)) === undefined) return true;
  }
  return false;
}

/**
 * Those relationships that nobody has written yet, and whether all of them wait for their other element: then the
 * element counts as unchanged for now.
 */
async function toRelate(
  key: number,
  relationships: readonly StatedRelationship[],
  ledger: SyncLedger,
): Promise<{ readonly relate: readonly StatedRelationship[]; readonly areWaiting: boolean }> {
  if (relationships.length === 0) return { relate: [], areWaiting: true };
  const states = await ledger.relationshipStates(key, relationships);
  return {
    relate: relationships.filter((_, index) => states[index] !== 'present'),
    areWaiting: !states.includes('absent'),
  };
}

function withoutRepeats(stated: StatedElement): StatedElement {
  const keys = new Set(stated.parent === undefined ? [] : [relationshipKey(stated.parent)]);
  const relationships = stated.relationships.filter((one) => {
    const { size } = keys;
    return keys.add(relationshipKey(one)).size > size;
  });
  return relationships.length === stated.relationships.length ? stated : { ...stated, relationships };
}
