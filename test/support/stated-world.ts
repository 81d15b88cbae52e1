import type { ElementChange, IntegrationConnector, IntegrationContext } from '../../src/connector/connector.ts';
import { classification, element, relationship } from '../../src/metadata/element.ts';
import type { MetadataRecord, StatedRelationship } from '../../src/metadata/element.ts';
import { attachedQualifiedName, qualifiedName } from '../../src/metadata/qualified-name.ts';
import type { QualifiedName } from '../../src/metadata/qualified-name.ts';

/** A column; it may refer to other columns, each as `schema.table.column`. */
export interface WorldColumn {
  dataType: string;
  references?: readonly string[];
}

/** A table; `comment` becomes its description, and is what `publish` sets. */
export interface WorldTable {
  comment?: string | undefined;
  columns: Record<string, WorldColumn>;
}

/** A tiny third party: one database whose state tests edit. */
export interface StatedWorld {
  /** By `schema.table`, in the order in which they are stated; a schema exists while it has a table. */
  tables: Record<string, WorldTable>;
  /** Stated at the end as they are. */
  extra: MetadataRecord[];
  /** Schemas (`sales`) and tables (`sales.orders`) beneath which nothing can be read; a scope that is gone is not stated. */
  unreadable: Record<string, 'stated' | 'gone'>;
  /** Records that are yielded at once. */
  arrayLength: number;
  /** Called before each record, with the number of those before it. */
  beforeRecord: (index: number) => void | Promise<void>;
  /** Called before a comment is set; it may throw. */
  beforePublish: (change: ElementChange) => void | Promise<void>;
  /** How many refreshes have ended, in whatever way. */
  readonly ended: number;
  readonly connector: IntegrationConnector;
  /** The table of this name. */
  table(place: string): WorldTable;
}

const HOST = 'localhost:5432';
const DATABASE = 'shop';

/** The qualified name of the database, of a schema, a table or a column of the world: `worldName('sales.orders.id')`. */
export function worldName(place = ''): QualifiedName {
  const parts = place === '' ? [] : place.split('.');
  const kinds = ['Database', 'Database Schema', 'Table', 'Column'];
  return qualifiedName(`World Relational ${kinds[parts.length] ?? ''}`, HOST, DATABASE, ...parts);
}

/** The qualified name of what stands between a schema and its tables. */
export function schemaTypeName(schema: string): QualifiedName {
  return attachedQualifiedName(worldName(schema), 'Schema Type');
}

/** A table with the given columns, each `integer` when nothing else is said. */
export function worldTable(...columns: readonly string[]): WorldTable {
  return { columns: Object.fromEntries(columns.map((name) => [name, { dataType: 'integer' }])) };
}

/** A world with these tables. */
export function statedWorld(tables: Record<string, WorldTable> = {}): StatedWorld {
  let ended = 0;
  const world: StatedWorld = {
    tables,
    extra: [],
    unreadable: {},
    arrayLength: 3,
    beforeRecord: () => undefined,
    beforePublish: () => undefined,
    get ended() {
      return ended;
    },
    table(place) {
      const table = world.tables[place];
      if (table === undefined) throw new Error(`There is no table ${place}`);
      return table;
    },
    connector: {
      async *refresh(context) {
        try {
          yield* inArrays(world, context);
        } finally {
          ended += 1;
        }
      },
      async *publish(changes) {
        for await (const change of changes) {
          try {
            await world.beforePublish(change);
            const place = Object.keys(world.tables).find((one) => worldName(one) === change.qualifiedName);
            world.table(place ?? change.qualifiedName).comment = change.to as string | undefined;
            yield { change };
          } catch (error) {
            yield { change, error };
          }
        }
      },
      disconnect: async () => undefined,
    },
  };
  return world;
}

/** Everything that a world states. */
export function recordsOf(world: StatedWorld): MetadataRecord[] {
  return [...records(world, () => undefined)];
}

async function* inArrays(world: StatedWorld, context: IntegrationContext): AsyncIterable<MetadataRecord[]> {
  let gathered: MetadataRecord[] = [];
  let index = 0;
  for (const record of records(world, (scope) => context.unreadable(scope, new Error('permission denied')))) {
    try {
      await world.beforeRecord(index);
    } catch (error) {
      if (gathered.length > 0) yield gathered;
      throw error;
    }
    index += 1;
    gathered.push(record);
    if (gathered.length < world.arrayLength) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

function* records(world: StatedWorld, unreadable: (scope: QualifiedName) => void): Iterable<MetadataRecord> {
  yield element('RelationalDatabase', worldName(), { displayName: DATABASE });
  for (const schema of schemasOf(world)) {
    const state = world.unreadable[schema];
    if (state !== 'gone') yield schemaRecord(schema);
    if (state !== undefined) {
      unreadable(worldName(schema));
      continue;
    }
    yield schemaTypeRecord(schema);
    for (const [place, table] of Object.entries(world.tables)) {
      if (place.startsWith(`${schema}.`)) yield* tableRecords(world, place, table, unreadable);
    }
  }
  yield* world.extra;
}

function schemasOf(world: StatedWorld): Set<string> {
  const ofTables = Object.keys(world.tables).map((place) => place.split('.')[0] ?? '');
  const unreadable = Object.keys(world.unreadable).filter((place) => !place.includes('.'));
  return new Set([...ofTables, ...unreadable]);
}

function schemaRecord(schema: string): MetadataRecord {
  const parent = relationship('DataSetContent', worldName(), 2);
  return element(
    'DeployedDatabaseSchema',
    worldName(schema),
    { displayName: schema },
    { parent, anchorScope: worldName() },
  );
}

function schemaTypeRecord(schema: string): MetadataRecord {
  const parent = relationship('Schema', worldName(schema), 1);
  const details = { parent, anchor: worldName(schema), anchorScope: worldName() };
  return element('RelationalDBSchemaType', schemaTypeName(schema), { displayName: schema }, details);
}

function* tableRecords(
  world: StatedWorld,
  place: string,
  { comment, columns }: WorldTable,
  unreadable: (scope: QualifiedName) => void,
): Iterable<MetadataRecord> {
  const [schema = '', table = ''] = place.split('.');
  const anchor = { anchor: worldName(schema), anchorScope: worldName() };
  const parent = relationship('AttributeForSchema', schemaTypeName(schema), 1);
  const state = world.unreadable[place];
  if (state !== 'gone') {
    yield element(
      'RelationalTable',
      worldName(place),
      { displayName: table, description: comment },
      { parent, ...anchor },
    );
  }
  if (state !== undefined) {
    unreadable(worldName(place));
    return;
  }
  for (const [name, { dataType, references = [] }] of Object.entries(columns)) {
    yield element(
      'RelationalColumn',
      worldName(`${place}.${name}`),
      { displayName: name },
      {
        parent: relationship('NestedSchemaAttribute', worldName(place), 1),
        ...anchor,
        classifications: [classification('TypeEmbeddedAttribute', { dataType })],
        relationships: references.map(foreignKey),
      },
    );
  }
}

/** A foreign key, stated by the column that refers to another one. */
export function foreignKey(to: string): StatedRelationship {
  return relationship('ForeignKey', worldName(to), 1);
}
