import type { Element, ElementStub, Relationship } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import { translated } from '../sqlite/errors.ts';
import { stubOf } from './client/answers.ts';

/** A temporary database of SQLite's own: a file without a name, gone when it is closed or the process ends. */
const TEMPORARY = '';

/** Nothing of it is wanted after a failure. Up to so many KiB it takes no file at all. */
const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA cache_size = -8000;
  CREATE TABLE element (id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE, stub TEXT NOT NULL, element TEXT NOT NULL);
  CREATE TABLE relationship (
    guid TEXT NOT NULL UNIQUE, end1 TEXT NOT NULL, end2 TEXT NOT NULL, created INTEGER NOT NULL, relationship TEXT NOT NULL
  );
  CREATE INDEX relationship_end2 ON relationship (end2, created, guid);
`;

/** A relationship, and what is at its end 1, if that was listed. */
export interface ListedRelationship {
  readonly relationship: Relationship;
  readonly end1: ElementStub | undefined;
}

/** What was listed of a server, on disk. Adding throws StoreError when there is no room. */
export interface ListedCatalog {
  addElements(elements: readonly Element[]): void;
  /** Each counts once, however often it was listed. */
  addRelationships(relationships: readonly Relationship[]): void;
  /** The elements in the order in which they were added, with the relationships that each is at end 2 of. */
  entries(): Iterable<{ readonly element: Element; readonly relationships: readonly ListedRelationship[] }>;
  /** The relationships of what is at their end 2, in the order of their creation. */
  atEnd2(guid: Guid): readonly ListedRelationship[];
  close(): void;
}

/** Opens a list that is empty. */
export async function openListedCatalog(): Promise<ListedCatalog> {
  const database = await openSqlite(TEMPORARY);
  told(() => database.exec(SCHEMA));
  const addElement = database.prepare('INSERT INTO element (guid, stub, element) VALUES (?, ?, ?)');
  const addRelationship = database.prepare(
    'INSERT OR IGNORE INTO relationship (guid, end1, end2, created, relationship) VALUES (?, ?, ?, ?, ?)',
  );
  const atEnd2 = atEnd2In(database);
  return {
    addElements(elements) {
      inTransaction(database, () => {
        for (const each of elements) addElement.run(each.guid, JSON.stringify(stubOf(each)), JSON.stringify(each));
      });
    },
    addRelationships(relationships) {
      inTransaction(database, () => {
        for (const each of relationships) {
          const { guid, end1, end2, versions } = each;
          addRelationship.run(guid, end1.guid, end2.guid, Date.parse(versions.createTime), JSON.stringify(each));
        }
      });
    },
    entries: () => entriesOf(database, atEnd2),
    atEnd2,
    close: () => database.close(),
  };
}

function atEnd2In(database: SqliteDatabase): ListedCatalog['atEnd2'] {
  const relationships = database.prepare(
    `SELECT r.relationship, e.stub FROM relationship r LEFT JOIN element e ON e.guid = r.end1
     WHERE r.end2 = ? ORDER BY r.created, r.guid`,
  );
  return (guid) =>
    relationships.all(guid).map(({ relationship, stub }) => ({
      relationship: JSON.parse(String(relationship)) as Relationship,
      end1: typeof stub === 'string' ? (JSON.parse(stub) as ElementStub) : undefined,
    }));
}

function* entriesOf(database: SqliteDatabase, atEnd2: ListedCatalog['atEnd2']): ReturnType<ListedCatalog['entries']> {
  for (const row of database.prepare('SELECT element FROM element ORDER BY id').iterate()) {
    const element = JSON.parse(String(row['element'])) as Element;
    yield { element, relationships: atEnd2(element.guid) };
  }
}

function inTransaction(database: SqliteDatabase, work: () => void): void {
  told(() => {
    database.exec('BEGIN');
    work();
    database.exec('COMMIT');
  });
}

function told(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw translated(error, 'a temporary file');
  }
}
