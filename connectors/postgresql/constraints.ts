import { relationship } from '../../src/kit/index.ts';
import type { StatedRelationship } from '../../src/kit/index.ts';
import type { Row } from './cursor.ts';
import { columnNames } from './names.ts';
import { ColumnNames } from './schema.ts';

/** A primary key (`p`), unique constraint (`u`) or foreign key (`f`) of a table. */
export interface Constraint {
  readonly kind: string;
  readonly name: string;
  /** `attnum` of its columns, in the order of the key. */
  readonly columnNumbers: readonly string[];
  /** What a foreign key refers to, unless that is left out of the catalog. */
  readonly referenced:
    | { readonly schema: string; readonly table: string; readonly columns: readonly string[] }
    | undefined;
}

/** What the keys of its table mean for one column. */
export interface ColumnKeys {
  /** The primary key that it is part of; its position in it, from 1, if there are more columns. */
  primaryKey: { readonly name: string; readonly position: number | undefined } | undefined;
  /** Whether it is unique by itself. */
  isUnique: boolean;
  readonly foreignKeys: StatedRelationship[];
}

export function readConstraint(row: Row): Constraint {
  const [, kind, name, numbers, schema, table, columns, isReferencedSelected] = row;
  return {
    kind: kind ?? '',
    name: name ?? '',
    columnNumbers: (numbers ?? '{}').slice(1, -1).split(','),
    referenced:
      isReferencedSelected === 't' && columns != null
        ? { schema: schema ?? '', table: table ?? '', columns: ColumnNames.parse(JSON.parse(columns)) }
        : undefined,
  };
}

/** Whether a foreign key refers to a table that is left out of the catalog. */
export function leadsOutside(row: Row): boolean {
  return row[1] === 'f' && row[7] !== 't';
}

/** The keys by `attnum`; empty for a table without keys. */
export function columnsByKey(
  place: { readonly serverName: string; readonly database: string },
  constraints: readonly Constraint[],
): ReadonlyMap<string, ColumnKeys> {
  const keys = new Map<string, ColumnKeys>();
  for (const constraint of constraints) {
    const referencedName =
      constraint.referenced === undefined
        ? undefined
        : columnNames(place.serverName, place.database, constraint.referenced.schema, constraint.referenced.table);
    for (const [position, number] of constraint.columnNumbers.entries()) {
      const ofColumn = keys.get(number) ?? { primaryKey: undefined, isUnique: false, foreignKeys: [] };
      keys.set(number, ofColumn);
      const isComposite = constraint.columnNumbers.length > 1;
      if (constraint.kind === 'p') {
        ofColumn.primaryKey = { name: constraint.name, position: isComposite ? position + 1 : undefined };
      }
      if (constraint.kind !== 'f' && !isComposite) ofColumn.isUnique = true;
      const referencedColumn = constraint.referenced?.columns[position];
      if (referencedName === undefined || referencedColumn === undefined) continue;
      const foreignKey = { displayName: constraint.name };
      ofColumn.foreignKeys.push(relationship('ForeignKey', referencedName(referencedColumn), 1, foreignKey));
    }
  }
  return keys;
}
