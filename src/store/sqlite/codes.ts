import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { MetadataSource } from '../open-metadata-store.ts';

/** Small integers that stand for type names and metadata sources in the rows. */
export interface Codes {
  /** The code of a type, made when there is none: within a write transaction only. */
  typeCode(name: string): number;
  /** The codes of those names that the store has. */
  knownTypeCodes(names: Iterable<string>): readonly number[];
  typeName(code: number): string;
  /** The code of a metadata source, made when there is none: within a write transaction only. */
  sourceCode(source: MetadataSource): number;
  source(code: number): MetadataSource;
  /** Forgets what was made in a transaction that was rolled back. */
  forget(): void;
}

/** The codes of a store, remembered as they are used. */
export function codesOf(database: SqliteDatabase): Codes {
  const codeByType = new Map<string, number>();
  const typeByCode = new Map<number, string>();
  const codeBySource = new Map<string, number>();
  const sourceByCode = new Map<number, MetadataSource>();
  const statements = codeStatements(database);
  const findType = (name: string): number | undefined => {
    const known = codeByType.get(name);
    if (known !== undefined) return known;
    const row = statements.typeByName.get(name);
    if (row === undefined) return undefined;
    const code = Number(row['id']);
    codeByType.set(name, code);
    typeByCode.set(code, name);
    return code;
  };
  return {
    typeCode(name) {
      const known = findType(name);
      if (known !== undefined) return known;
      statements.addType.get(name);
      return findType(name) ?? 0;
    },
    knownTypeCodes: (names) => [...names].map((name) => findType(name)).filter((code) => code !== undefined),
    typeName(code) {
      const known = typeByCode.get(code);
      if (known !== undefined) return known;
      const name = String(statements.typeById.get(code)?.['name'] ?? '');
      if (name !== '') typeByCode.set(code, name);
      return name;
    },
    sourceCode(source) {
      let code = codeBySource.get(source.guid);
      if (code === undefined) {
        const row = statements.sourceByGuid.get(source.guid) ?? statements.addSource.get(source.guid, source.name);
        code = Number(row?.['id']);
        codeBySource.set(source.guid, code);
      }
      return code;
    },
    source(code) {
      let source = sourceByCode.get(code);
      if (source === undefined) {
        const row = statements.sourceById.get(code);
        source = { guid: String(row?.['guid']) as Guid, name: String(row?.['name']) as QualifiedName };
        sourceByCode.set(code, source);
      }
      return source;
    },
    forget() {
      codeByType.clear();
      typeByCode.clear();
      codeBySource.clear();
      sourceByCode.clear();
    },
  };
}

function codeStatements(database: SqliteDatabase) {
  return {
    typeByName: database.prepare('SELECT id FROM type WHERE name = ?'),
    typeById: database.prepare('SELECT name FROM type WHERE id = ?'),
    addType: database.prepare('INSERT INTO type (name) VALUES (?) RETURNING id'),
    sourceByGuid: database.prepare('SELECT id FROM metadata_source WHERE guid = ?'),
    sourceById: database.prepare('SELECT guid, name FROM metadata_source WHERE id = ?'),
    addSource: database.prepare('INSERT INTO metadata_source (guid, name) VALUES (?, ?) RETURNING id'),
  };
}
