import type { ConnectorProvider } from '../../src/connector/provider.ts';
import type { MetadataRecord, StatedRelationship } from '../../src/metadata/element.ts';
import {
  checkClassification,
  checkEntityProperties,
  checkRelationship,
} from '../../src/metadata/types/check-element.ts';

/** What is wrong with the order and the names of the records of a whole refresh; empty when nothing is. */
export function orderFaults(records: readonly MetadataRecord[]): string[] {
  const names = new Set(records.map((record) => record.qualifiedName));
  const before = new Set<string>();
  const faults: string[] = [];
  for (const { qualifiedName, parent, relationships, anchor, anchorScope } of records) {
    const fault = (text: string): number => faults.push(`${qualifiedName}: ${text}`);
    if (before.has(qualifiedName)) fault('is stated twice');
    for (const above of [parent?.to, anchor, anchorScope]) {
      if (above !== undefined && !before.has(above)) fault(`${above} is not stated before it`);
    }
    for (const { to } of relationships) if (!names.has(to)) fault(`${to} is not stated`);
    before.add(qualifiedName);
  }
  return faults;
}

/** What of the records does not fit the open metadata types or the provider's `catalogs` and `relates`; empty when nothing is. */
export function typeFaults(records: readonly MetadataRecord[], provider: ConnectorProvider): string[] {
  const types = new Map(records.map((record) => [record.qualifiedName, record.typeName]));
  const orders = new Map<string, string>();
  const faults: string[] = [];
  for (const record of records) {
    const { typeName, qualifiedName, properties, classifications, parent, relationships } = record;
    const order = Object.keys(properties).join();
    if (!orders.has(typeName)) orders.set(typeName, order);
    const problems = [
      checkEntityProperties(typeName, properties)?.message,
      ...classifications.map((each) => checkClassification(typeName, each.typeName, each.properties)?.message),
      ...[parent, ...relationships].map((each) => each && endFault(each, typeName, types)),
      ...[parent, ...relationships].map((each) =>
        each === undefined || provider.relates.includes(each.typeName)
          ? undefined
          : `relates of the provider does not name ${each.typeName}`,
      ),
      provider.catalogs.includes(typeName) ? undefined : `catalogs of the provider does not name ${typeName}`,
      orders.get(typeName) === order
        ? undefined
        : `has other properties, or in another order, than the first ${typeName}`,
    ];
    faults.push(...problems.filter((text) => text !== undefined).map((text) => `${qualifiedName}: ${text}`));
  }
  return faults;
}

/** The names of the elements that two refreshes state differently, or only one of them states. */
export function differentNames(before: readonly MetadataRecord[], after: readonly MetadataRecord[]): string[] {
  const textsOf = (records: readonly MetadataRecord[]): ReadonlyMap<string, string> =>
    new Map(records.map((record) => [record.qualifiedName, JSON.stringify(record)]));
  const [old, current] = [textsOf(before), textsOf(after)];
  return [...new Set([...old.keys(), ...current.keys()])].filter((name) => old.get(name) !== current.get(name));
}

function endFault(
  { typeName, to, toEnd, properties }: StatedRelationship,
  statedBy: string,
  types: ReadonlyMap<string, string>,
): string | undefined {
  const other = types.get(to);
  if (other === undefined) return undefined;
  const [end1, end2] = toEnd === 1 ? [other, statedBy] : [statedBy, other];
  return checkRelationship(typeName, end1, end2, properties)?.message;
}
