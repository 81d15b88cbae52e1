import { randomUUID } from 'node:crypto';
import type { StatedElement } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { End } from './archive-instances.ts';

/**
 * GUIDs that were chosen for elements that are loaded with an archive, in the ledger before it is sent: a load that is sent
 * twice, or of which the end was not seen, makes no twin.
 */
export interface Intents {
  /** What an earlier run had on its way. */
  readonly left: ReadonlyMap<QualifiedName, Guid>;
  /** A GUID for each element, durable by now: the one that an earlier run chose, or a new one. */
  choose(elements: readonly StatedElement[]): Promise<Chosen>;
  /** Nothing is on its way any more, from earlier runs either. */
  forget(): Promise<void>;
}

/** GUIDs that were chosen for some elements. */
export interface Chosen {
  /** The element of this name, if it is one of them. */
  end(name: QualifiedName): End | undefined;
  /** They have arrived and are in the mirror, or never will. */
  settle(): Promise<void>;
}

const NOTHING: Chosen = { end: () => undefined, settle: async () => undefined };

export function intentsOf({ connection }: Mirror): Intents {
  const left = new Map<QualifiedName, Guid>();
  for (const row of connection.prepared('SELECT chosen FROM intent').all()) {
    const [names, guids] = JSON.parse(String(row['chosen'])) as [readonly QualifiedName[], readonly Guid[]];
    for (const [index, guid] of guids.entries()) left.set(names[index] ?? ('' as QualifiedName), guid);
  }
  const endOf = ({ qualifiedName, typeName }: StatedElement): End => ({
    guid: left.get(qualifiedName) ?? (randomUUID() as Guid),
    typeName,
    qualifiedName,
  });
  return {
    left,
    async choose(elements) {
      if (elements.length === 0) return NOTHING;
      const ends = new Map(elements.map((element) => [element.qualifiedName, endOf(element)]));
      const text = JSON.stringify([[...ends.keys()], Array.from(ends.values(), ({ guid }) => guid)]);
      const row = await connection.transaction(() =>
        connection.prepared('INSERT INTO intent (chosen) VALUES (?) RETURNING id').get(text),
      );
      return {
        end: (name) => ends.get(name),
        async settle() {
          for (const name of ends.keys()) left.delete(name);
          await connection.transaction(() =>
            connection.prepared('DELETE FROM intent WHERE id = ?').run(Number(row?.['id'])),
          );
        },
      };
    },
    async forget() {
      left.clear();
      if (connection.prepared('SELECT 1 FROM intent LIMIT 1').get() === undefined) return;
      await connection.transaction(() => connection.prepared('DELETE FROM intent').run());
    },
  };
}
