import type { ElementChange, IntegrationConnector, IntegrationContext } from '../connector/connector.ts';
import type { PropertyMap } from '../metadata/element.ts';
import { causeOf } from '../report/integration-report.ts';
import type { Account } from '../report/account.ts';
import type { SyncLedger } from '../store/sync-ledger.ts';
import type { Publication } from './compare.ts';
import { prepare } from './compare.ts';
import { messages } from './messages.ts';

/** What publishing needs. */
export interface PublishInput {
  readonly connector: IntegrationConnector;
  readonly context: IntegrationContext;
  readonly ledger: SyncLedger;
  readonly account: Account;
  readonly dryRun: boolean;
}

/** What is still to be carried out of one element. */
interface Progress {
  readonly publication: Publication;
  left: number;
  /** What the third party states when it is asked again. */
  stated: PropertyMap;
  base: PropertyMap;
}

/** Carries out to the third party what people changed in open metadata; each success is noted in the ledger at once. */
export async function publish(publications: readonly Publication[], input: PublishInput): Promise<void> {
  const { connector, context, account } = input;
  if (publications.length === 0 || connector.publish === undefined) return;
  const open = new Map<ElementChange, Progress>();
  for (const publication of publications) {
    const { prepared, base, properties } = publication;
    const progress = { publication, left: properties.length, stated: prepared.stated.properties, base: base ?? {} };
    for (const change of elementChanges(publication)) open.set(change, progress);
  }
  for (const change of open.keys()) {
    tell(change, account);
    if (input.dryRun) account.publish();
  }
  if (input.dryRun) return;
  for await (const { change, error } of connector.publish(streamOf([...open.keys()], context.signal), context)) {
    const progress = open.get(change);
    if (progress === undefined) continue;
    open.delete(change);
    if (error === undefined) await acknowledge(progress, change, input);
    else account.note('failed', messages.notPublished({ cause: causeOf(error) }), change.qualifiedName);
  }
  if (context.signal.aborted) return;
  for (const { qualifiedName } of open.keys()) account.note('failed', messages.notPublished(), qualifiedName);
}

function elementChanges({ prepared, current, properties }: Publication): readonly ElementChange[] {
  const { guid, typeName, qualifiedName } = current.element;
  const { stated } = prepared;
  return properties.map((property) => ({ guid, typeName, qualifiedName, stated, ...property }));
}

function tell({ typeName, qualifiedName, propertyName, from, to }: ElementChange, account: Account): void {
  const differences = [{ name: propertyName, from, to }];
  account.listener.element?.({ action: 'publish', typeName, qualifiedName, differences });
}

/** From now on the third party states what was carried out: the ledger expects that. */
async function acknowledge(
  progress: Progress,
  { propertyName, to }: ElementChange,
  { ledger, account }: PublishInput,
): Promise<void> {
  const { prepared, current } = progress.publication;
  account.publish();
  progress.stated = { ...progress.stated, [propertyName]: to };
  progress.base = { ...progress.base, [propertyName]: to };
  progress.left -= 1;
  const expected = progress.left > 0 ? undefined : prepare({ ...prepared.stated, properties: progress.stated }, true);
  await ledger.acknowledge(current.key, expected, progress.base);
}

async function* streamOf<T>(items: readonly T[], signal: AbortSignal): AsyncIterable<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
