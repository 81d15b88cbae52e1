import { randomUUID } from 'node:crypto';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { Mirror } from '../mirror/mirror.ts';

/**
 * GUIDs that were chosen for elements that are loaded with an archive, in the ledger before it is sent: a load that is sent
 * twice, or of which the end was not seen, makes no twin.
 */
export interface Intents {
  /** What an earlier run had on its way. */
  readonly left: ReadonlyMap<QualifiedName, Guid>;
  /** A GUID for each name, durable by now: the one that an earlier run chose, or a new one. */
  choose(names: readonly QualifiedName[]): Promise<readonly Guid[]>;
  /** What was chosen has arrived, and is in the mirror. */
  settle(): Promise<void>;
  /** Nothing is on its way any more, from earlier runs either. */
  forget(): Promise<void>;
}

export function intentsOf({ connection }: Mirror): Intents {
  const left = new Map<QualifiedName, Guid>();
  for (const row of connection.prepared('SELECT chosen FROM intent').all()) {
    const [names, guids] = JSON.parse(String(row['chosen'])) as [readonly QualifiedName[], readonly Guid[]];
    for (const [index, guid] of guids.entries()) left.set(names[index] ?? ('' as QualifiedName), guid);
  }
  const chosen: { readonly id: number; readonly names: readonly QualifiedName[] }[] = [];
  return {
    left,
    async choose(names) {
      const guids = names.map((name) => left.get(name) ?? (randomUUID() as Guid));
      const text = JSON.stringify([names, guids]);
      const row = await connection.transaction(() =>
        connection.prepared('INSERT INTO intent (chosen) VALUES (?) RETURNING id').get(text),
      );
      chosen.push({ id: Number(row?.['id']), names });
      return guids;
    },
    async settle() {
      const settled = chosen.splice(0);
      if (settled.length === 0) return;
      if (left.size > 0) for (const { names } of settled) for (const name of names) left.delete(name);
      await connection.transaction(() => {
        for (const { id } of settled) connection.prepared('DELETE FROM intent WHERE id = ?').run(id);
      });
    },
    async forget() {
      left.clear();
      if (connection.prepared('SELECT 1 FROM intent LIMIT 1').get() === undefined) return;
      await connection.transaction(() => connection.prepared('DELETE FROM intent').run());
    },
  };
}
