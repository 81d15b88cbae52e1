import type { MetadataSource } from '../../open-metadata-store.ts';
import { UNKNOWN_PLACE } from '../../sync-ledger.ts';
import type { LedgerScope } from '../../sync-ledger.ts';
import type { Mirror } from './mirror.ts';

/** The number of a scope in the mirror, if anything was written for it. */
export function knownScope(
  { connection }: Mirror,
  { metadataSourceName, catalogTargetName }: LedgerScope,
): number | undefined {
  const row = connection
    .prepared('SELECT id FROM scope WHERE source = ? AND target = ?')
    .get(metadataSourceName, catalogTargetName);
  return row === undefined ? undefined : Number(row['id']);
}

/** Enters a scope whose elements were written under some configuration; returns its number. */
export async function enterScope(
  { connection }: Mirror,
  { metadataSourceName, catalogTargetName }: LedgerScope,
  configuration: string,
): Promise<number> {
  const row = await connection.transaction(() =>
    connection
      .prepared('INSERT INTO scope (source, target, configuration) VALUES (?, ?, ?) RETURNING id')
      .get(metadataSourceName, catalogTargetName, configuration),
  );
  return Number(row?.['id']);
}

/**
 * Enters what a rebuilt ledger found of the metadata source, what no catalog target has stated since, and what is anchored
 * to something that this one states: the next refresh sweeps it. What is anchored to nothing could be another target's.
 */
export async function enterAnchored(mirror: Mirror, named: LedgerScope): Promise<void> {
  const { connection } = mirror;
  const scope = knownScope(mirror, named);
  if (scope === undefined || named.owner === undefined) return;
  const orphans = connection.prepared(
    `SELECT e.id FROM element e JOIN ledger l ON l.scope = ? AND l.element = e.anchor
     WHERE e.source = (SELECT id FROM metadata_source WHERE guid = ?) AND e.memento = 0
       AND NOT EXISTS (SELECT 1 FROM ledger o WHERE o.element = e.id AND o.scope IN (SELECT id FROM scope))`,
  );
  const found = orphans.all(scope, named.owner.guid);
  if (found.length === 0) return;
  await connection.transaction(() => {
    const enter = connection.prepared(
      `INSERT INTO ledger (scope, element, parent, fingerprint) VALUES (?, ?, ${UNKNOWN_PLACE}, '')`,
    );
    for (const { id } of found) enter.run(scope, Number(id));
  });
}

/** The name of the fact that all which a scope has in the server is in the mirror. */
export function rebuiltFact(source: string, target: string): string {
  return `rebuilt ${source} ${target}`;
}

/** The name of the fact that a run has begun to write for a scope and has not ended. */
export function writingFact({ metadataSourceName, catalogTargetName }: LedgerScope): string {
  return `writing ${metadataSourceName} ${catalogTargetName}`;
}

/**
 * Forgets what a metadata source of this name had in the server when its element was another one: the server was emptied
 * since, or the element removed, and nothing of that belongs to the one that is there now.
 */
export async function forgetSource(mirror: Mirror, { guid, name }: MetadataSource): Promise<void> {
  const { connection, writer } = mirror;
  const known = `source ${name}`;
  if (mirror.fact(known) === guid) return;
  await connection.transaction(() => {
    const old = connection.prepared('SELECT id FROM metadata_source WHERE name = ? AND guid <> ?').all(name, guid);
    for (const { id } of old) {
      connection
        .prepared(
          `DELETE FROM relationship WHERE end1 IN (SELECT id FROM element WHERE source = ?)
             OR end2 IN (SELECT id FROM element WHERE source = ?)`,
        )
        .run(id as number, id as number);
      connection
        .prepared('DELETE FROM ledger WHERE element IN (SELECT id FROM element WHERE source = ?)')
        .run(id as number);
      connection.prepared('DELETE FROM element WHERE source = ?').run(id as number);
    }
    if (old.length > 0) {
      for (const { id, target } of connection.prepared('SELECT id, target FROM scope WHERE source = ?').all(name)) {
        mirror.setFact(rebuiltFact(name, String(target)), undefined);
        mirror.setFact(`listing ${Number(id)}`, undefined);
        mirror.setFact(`configuration ${name} ${String(target)}`, undefined);
      }
      connection.prepared('DELETE FROM scope WHERE source = ?').run(name);
    }
    mirror.setFact(known, guid);
  });
  writer.codes.forget();
}
