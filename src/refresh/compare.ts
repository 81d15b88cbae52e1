import type { StatedElement } from '../metadata/element.ts';
import { fingerprint } from '../metadata/fingerprint.ts';
import type { Message } from '../messages/message.ts';
import type { Account } from '../report/account.ts';
import type { CurrentElement, LedgerChange, LedgerMatch, PreparedElement, SyncLedger } from '../store/sync-ledger.ts';
import { differenceOf, relationshipKey } from './difference.ts';
import type { Difference, DifferencePolicy, PropertyToPublish } from './difference.ts';
import type { KeySet } from './key-set.ts';
import { messages } from './messages.ts';

/** What comparing found for one stated element. */
export type Comparison =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'change';
      readonly change: LedgerChange;
      readonly publish: readonly PropertyToPublish[];
      readonly properties: Difference['properties'];
    }
  | { readonly kind: 'refused'; readonly stated: StatedElement; readonly message: Message };

/** What comparing needs. */
export interface CompareInput {
  readonly ledger: SyncLedger;
  readonly account: Account;
  readonly policy: DifferencePolicy;
  /** The keys of the elements that were stated in this refresh. */
  readonly seen: KeySet;
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
export function prepare(stated: StatedElement): PreparedElement {
  const single = stated.relationships.length > 1 ? withoutRepeats(stated) : stated;
  const propertiesText = JSON.stringify(single.properties);
  return { stated: single, propertiesText, fingerprint: fingerprint(single, propertiesText) };
}

async function compareBatch(batch: readonly StatedElement[], input: CompareInput): Promise<readonly Comparison[]> {
  const { ledger, seen } = input;
  const prepared = batch.map(prepare);
  const matches = await ledger.match(prepared);
  const newNames = new Set<string>();
  const comparisons: (Comparison | undefined)[] = prepared.map((one, index) => {
    const match = matches[index];
    if (isRepeated(one.stated, match, seen, newNames)) {
      return repeated(one.stated);
    }
    if (match === undefined) return creation(one, input.policy);
    return match.unchanged ? UNCHANGED : undefined;
  });
  const open = prepared.filter((_, index) => comparisons[index] === undefined);
  if (open.length === 0) return comparisons as readonly Comparison[];
  const compared = (await compareWithStore(open, input)).values();
  return comparisons.map((comparison) => comparison ?? compared.next().value ?? UNCHANGED);
}

/** Compares again what turned out to be in the store: written by another process, or by an earlier batch. */
export async function compareRaced(
  prepared: readonly PreparedElement[],
  input: CompareInput,
): Promise<readonly Comparison[]> {
  return compareWithStore(prepared, input, (current) => !input.seen.add(current.key));
}

/** Compares elements with what the store has of them now. */
async function compareWithStore(
  prepared: readonly PreparedElement[],
  { ledger, policy }: CompareInput,
  isRepeatedElement: (current: CurrentElement) => boolean = () => false,
): Promise<readonly Comparison[]> {
  const currents = await ledger.current(prepared.map((one) => one.stated.qualifiedName));
  const comparisons: Comparison[] = [];
  for (const [index, one] of prepared.entries()) {
    const current = currents[index];
    if (current === undefined) comparisons.push(creation(one, policy));
    else if (isRepeatedElement(current)) comparisons.push(repeated(one.stated));
    else comparisons.push(await compareOne(one, current, policy, ledger));
  }
  return comparisons;
}

const UNCHANGED: Comparison = { kind: 'unchanged' };

function repeated(stated: StatedElement): Comparison {
  return { kind: 'refused', stated, message: messages.statedTwice() };
}

function isRepeated(
  stated: StatedElement,
  match: LedgerMatch | undefined,
  seen: KeySet,
  newNames: Set<string>,
): boolean {
  if (match !== undefined) return !seen.add(match.key);
  if (newNames.has(stated.qualifiedName)) return true;
  newNames.add(stated.qualifiedName);
  return false;
}

function creation(prepared: PreparedElement, policy: DifferencePolicy): Comparison {
  const base = policy.localCohort ? prepared.stated.properties : undefined;
  return { kind: 'change', change: { kind: 'create', prepared, base }, publish: [], properties: [] };
}

async function compareOne(
  prepared: PreparedElement,
  current: CurrentElement,
  policy: DifferencePolicy,
  ledger: SyncLedger,
): Promise<Comparison> {
  const { stated } = prepared;
  if (current.element.typeName !== stated.typeName) {
    const message = messages.typeDiffers({ stated: stated.typeName, there: current.element.typeName });
    return { kind: 'refused', stated, message };
  }
  const { update, publish, conflicts, base, properties } = differenceOf(stated, current, policy);
  if (conflicts.length > 0) {
    return { kind: 'refused', stated, message: messages.changedOnBothSides({ properties: conflicts.join(', ') }) };
  }
  const pending = publish.length > 0;
  const known = { prepared, current, base, pending };
  if (update === undefined) {
    return { kind: 'change', change: { kind: 'record', ...known, waiting: [] }, publish, properties };
  }
  const isOnlyRelating = isOnlyNewRelationships(update);
  const absent = isOnlyRelating ? await areAllAbsent(update.relate, ledger) : false;
  const change: LedgerChange = absent
    ? { kind: 'record', ...known, waiting: update.relate }
    : { kind: 'update', ...known, update };
  return { kind: 'change', change, publish, properties };
}

function isOnlyNewRelationships(update: NonNullable<Difference['update']>): boolean {
  return (
    update.properties === undefined &&
    update.classifications === undefined &&
    update.declassify.length + update.unrelate.length + update.updateRelationships.length === 0 &&
    !update.reanchor
  );
}

/** Whether no other element of these relationships is there: they wait, and the element counts as unchanged for now. */
async function areAllAbsent(
  relationships: readonly { readonly to: StatedElement['qualifiedName'] }[],
  ledger: SyncLedger,
): Promise<boolean> {
  for (const { to } of relationships) if ((await ledger.keyOf(to)) !== undefined) return false;
  return true;
}

function withoutRepeats(stated: StatedElement): StatedElement {
  const byKey = new Map(stated.relationships.map((one) => [relationshipKey(one), one]));
  if (byKey.size === stated.relationships.length) return stated;
  const first = new Map(stated.relationships.toReversed().map((one) => [relationshipKey(one), one]));
  return {
    ...stated,
    relationships: [...byKey.keys()].map((key) => first.get(key)).filter((one) => one !== undefined),
  };
}
