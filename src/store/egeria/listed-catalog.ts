import type { Element, ElementStub, Relationship } from '../../metadata/element.ts';
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
  entries(): Iterable<{ readonly element: Element; readonly relationships: Iterable<ListedRelationship> }>;
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
    entries: () => entriesOf(database),
    close: () => database.close(),
  };
}

function* entriesOf(database: SqliteDatabase): ReturnType<ListedCatalog['entries']> {
  const elements = database.prepare('SELECT guid, element FROM element ORDER BY id');
  const relationships = database.prepare(
    `SELECT r.relationship, e.stub FROM relationship r LEFT JOIN element e ON e.guid = r.end1
     WHERE r.end2 = ? ORDER BY r.created, r.guid`,
  );
  for (const row of elements.iterate()) {
    const found = relationships.all(row['guid'] as string);
    yield {
      element: JSON.parse(String(row['element'])) as Element,
      relationships: found.map(({ relationship, stub }) => ({
        relationship: JSON.parse(String(relationship)) as Relationship,
        end1: typeof stub === 'string' ? (JSON.parse(stub) as ElementStub) : undefined,
      })),
    };
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
