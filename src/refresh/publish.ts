import type { ElementChange, IntegrationConnector, IntegrationContext } from '../connector/connector.ts';
import type { PropertyMap } from '../metadata/element.ts';
import { causeOf } from '../report/integration-report.ts';
import type { Account } from '../report/account.ts';
import type { SyncLedger } from '../store/sync-ledger.ts';
import type { PendingPublication } from './apply.ts';
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

/** Carries out to the third party what people changed in open metadata; each success is noted in the ledger at once. */
export async function publish(pending: readonly PendingPublication[], input: PublishInput): Promise<void> {
  const { connector, context, account } = input;
  if (pending.length === 0 || connector.publish === undefined) return;
  const changes = new Map<ElementChange, PendingPublication>();
  for (const one of pending) for (const change of elementChanges(one)) changes.set(change, one);
  for (const change of changes.keys()) tell(change, account);
  if (input.dryRun) return;
  for await (const { change, error } of connector.publish(streamOf(changes.keys()), context)) {
    const publication = changes.get(change);
    if (publication === undefined) continue;
    if (error === undefined) {
      account.publish();
      await acknowledge(publication, change, input.ledger);
    } else {
      const cause = causeOf(error);
      account.note('failed', messages.notPublished({ cause }), change.qualifiedName);
    }
  }
}

function elementChanges({ change, properties }: PendingPublication): readonly ElementChange[] {
  const { element } = change.current;
  return properties.map(({ propertyName, from, to }) => ({
    guid: element.guid,
    typeName: element.typeName,
    qualifiedName: element.qualifiedName,
    stated: change.prepared.stated,
    propertyName,
    from,
    to,
  }));
}

function tell({ typeName, qualifiedName, propertyName, from, to }: ElementChange, account: Account): void {
  const differences = [{ name: propertyName, from, to }];
  account.listener.element?.({ action: 'publish', typeName, qualifiedName, differences });
}

/** From now on the third party states what was carried out: the ledger expects that. */
async function acknowledge({ change }: PendingPublication, done: ElementChange, ledger: SyncLedger): Promise<void> {
  const { stated } = change.prepared;
  const properties: PropertyMap = withProperty(stated.properties, done);
  await ledger.acknowledge(change.current.key, prepare({ ...stated, properties }), properties);
}

/** The properties with one of them set, in their order. */
function withProperty(properties: PropertyMap, { propertyName, to }: ElementChange): PropertyMap {
  return { ...properties, [propertyName]: to };
}

async function* streamOf<T>(items: Iterable<T>): AsyncIterable<T> {
  yield* items;
}
