import { randomUUID } from 'node:crypto';
import type { Guid } from '../../../metadata/qualified-name.ts';
import type { Mirror } from '../mirror/mirror.ts';

/**
 * GUIDs that were chosen for what is loaded with an archive, in the ledger before it is sent: a load that is sent twice,
 * or of which the end was not seen, makes no twin.
 */
export interface Intents {
  /** What an earlier run had on its way: by the key of the element or relationship. */
  readonly left: ReadonlyMap<string, Guid>;
  /** The GUID for a key: the one that was chosen before, or a new one. */
  guidFor(key: string): Guid;
  /** Makes what was chosen since the last time durable. */
  note(): Promise<void>;
  /** What was noted has arrived, and is in the mirror. */
  settle(): Promise<void>;
  /** Nothing is on its way any more, from earlier runs either. */
  forget(): Promise<void>;
}

export function intentsOf({ connection }: Mirror): Intents {
  const left = new Map<string, Guid>();
  for (const row of connection.prepared('SELECT chosen FROM intent').all()) {
    for (const [key, guid] of JSON.parse(String(row['chosen'])) as [string, Guid][]) left.set(key, guid);
  }
  const chosen = new Map<string, Guid>();
  const noted: number[] = [];
  return {
    left,
    guidFor(key) {
      const guid = chosen.get(key) ?? left.get(key) ?? (randomUUID() as Guid);
      chosen.set(key, guid);
      return guid;
    },
    async note() {
      const text = JSON.stringify([...chosen]);
      const row = await connection.transaction(() =>
        connection.prepared('INSERT INTO intent (chosen) VALUES (?) RETURNING id').get(text),
      );
      noted.push(Number(row?.['id']));
    },
    async settle() {
      for (const key of chosen.keys()) left.delete(key);
      chosen.clear();
      const ids = noted.splice(0);
      if (ids.length === 0) return;
      await connection.transaction(() => {
        for (const id of ids) connection.prepared('DELETE FROM intent WHERE id = ?').run(id);
      });
    },
    async forget() {
      left.clear();
      if (connection.prepared('SELECT 1 FROM intent LIMIT 1').get() === undefined) return;
      await connection.transaction(() => connection.prepared('DELETE FROM intent').run());
    },
  };
}
