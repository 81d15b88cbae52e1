import { relationshipsStatedBy } from '../../../metadata/element.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import type { MetadataSource } from '../../open-metadata-store.ts';
import type { LedgerScope, PreparedElement } from '../../sync-ledger.ts';
import type { Mirror } from './mirror.ts';
import { UNCLAIMED } from './mirror-rows.ts';
import { enterScope, knownScope } from './mirror-scopes.ts';

/**
 * Whether there are relationships of which it is not known which of their two elements states them: the server does not
 * keep that, so that a rebuilt ledger learns it from the next refresh.
 */
export function hasUnclaimed({ connection }: Mirror): boolean {
  return connection.prepared(`SELECT 1 FROM relationship WHERE scope = ${UNCLAIMED} LIMIT 1`).get() !== undefined;
}

/** Notes that these elements state relationships that were unclaimed. */
export async function claim(mirror: Mirror, named: LedgerScope, prepared: readonly PreparedElement[]): Promise<void> {
  const { connection, writer } = mirror;
  const scope = knownScope(mirror, named) ?? (await enterScope(mirror, named, named.configurationDigest));
  await connection.transaction(() => {
    const take = connection.prepared(
      `UPDATE relationship SET scope = ?, stated_by = ? WHERE end1 = ? AND end2 = ? AND type = ? AND scope = ${UNCLAIMED}`,
    );
    for (const { stated } of prepared) {
      const own = writer.elements.idOf(stated.qualifiedName);
      if (own === undefined) continue;
      for (const { typeName, to, toEnd } of relationshipsStatedBy(stated)) {
        const other = writer.elements.idOf(to);
        const [type] = writer.codes.knownTypeCodes([typeName]);
        if (other === undefined || type === undefined) continue;
        if (toEnd === 1) take.run(scope, 2, other, own, type);
        else take.run(scope, 1, own, other, type);
      }
    }
  });
}

/** The last relationship that is there by now: what is read from the server later has a higher number. */
export function lastRelationship({ connection }: Mirror): number {
  return Number(connection.prepared('SELECT max(id) AS last FROM relationship').get()?.['last'] ?? 0);
}

/**
 * Relationships of a metadata source that nobody claimed although both of their elements were stated: the third party has
 * them no longer. Those of the local cohort stay, since a person may have made them.
 *
 * @param last only relationships up to this one: who states what came later may have been asked before it came
 */
export function unclaimedBetween(
  { connection }: Mirror,
  owner: MetadataSource | undefined,
  seen: ReadonlySet<number>,
  last: number,
): readonly Guid[] {
  return connection
    .prepared(
      `SELECT guid, end1, end2 FROM relationship
       WHERE scope = ${UNCLAIMED} AND id <= ? AND source = (SELECT id FROM metadata_source WHERE guid = ?)`,
    )
    .all(last, owner?.guid ?? null)
    .filter((row) => seen.has(Number(row['end1'])) && seen.has(Number(row['end2'])))
    .map((row) => String(row['guid']) as Guid);
}
