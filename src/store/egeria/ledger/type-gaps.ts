import type { PropertyMap, StatedElement } from '../../../metadata/element.ts';
import { relationshipsStatedBy } from '../../../metadata/element.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import type { Rejection } from '../../sync-ledger.ts';
import type { EgeriaClient, TypeGap } from '../egeria-client.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import type { Mirror } from '../mirror/mirror.ts';

/** What a server's types lack, by type name. */
export type TypeGaps = ReadonlyMap<string, TypeGap>;

/** What the server's types lack of ours: asked once for each version of a platform. */
export async function typeGapsOnce(mirror: Mirror, client: EgeriaClient): Promise<TypeGaps> {
  const fact = `types ${client.version}`;
  const known = mirror.fact(fact);
  const gaps = known === undefined ? await client.typeGaps() : (JSON.parse(known) as readonly TypeGap[]);
  if (known === undefined) mirror.setFact(fact, JSON.stringify(gaps));
  return new Map(gaps.map((gap) => [gap.typeName, gap]));
}

/** Why an element is not sent: the server lacks a type, a property or a value that is stated of it. */
export function gapRejection(stated: StatedElement, gaps: TypeGaps): Rejection | undefined {
  if (gaps.size === 0) return undefined;
  const parts = [stated, ...stated.classifications, ...relationshipsStatedBy(stated)];
  for (const { typeName, properties } of parts) {
    const lacking = lackingOf(typeName, properties, gaps);
    if (lacking !== undefined) return { fate: 'refused', message: ledgerMessages.typeLacking({ lacking }) };
  }
  return undefined;
}

function lackingOf(typeName: string, properties: PropertyMap, gaps: TypeGaps): string | undefined {
  const gap = gaps.get(typeName);
  if (gap !== undefined && gap.lacking === undefined) return typeName;
  const types = typeRegistry();
  const type = types.entity(typeName) ?? types.classification(typeName) ?? types.relationship(typeName);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (gap?.lacking?.includes(name) === true) return `${typeName}.${name}`;
    const attribute = type?.properties.get(name)?.type;
    if (attribute?.kind !== 'enum' || typeof value !== 'string') continue;
    const values = gaps.get(attribute.name);
    if (values !== undefined && values.lacking?.includes(value) !== false) return `${attribute.name} ${value}`;
  }
  return undefined;
}
