import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** How big a PostgreSQL source is, and what a whole reading of it must find. */
export interface SourceSize {
  readonly name: 'medium' | 'large';
  readonly tables: number;
  /** Of each table, its key included. */
  readonly columns: number;
  readonly schemas: number;
  readonly foreignKeys: number;
  readonly views: number;
  /** Schemas (`public` included), tables, views, columns, primary and foreign keys. */
  readonly elements: number;
  /** What lies in what, the columns of keys and the columns that foreign keys refer to. */
  readonly relationships: number;
}

/** The two sizes that are measured, with the counts that are published for them. */
export const sourceSizes: Record<SourceSize['name'], SourceSize> = {
  medium: {
    name: 'medium',
    tables: 1000,
    columns: 20,
    schemas: 10,
    foreignKeys: 800,
    views: 100,
    elements: 23_488,
    relationships: 26_088,
  },
  large: {
    name: 'large',
    tables: 10_000,
    columns: 20,
    schemas: 20,
    foreignKeys: 4000,
    views: 0,
    elements: 224_021,
    relationships: 242_021,
  },
};

interface Column {
  readonly name: string;
  /** Type, default and nullability as in `CREATE TABLE`. */
  readonly definition: string;
}

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** The table that its second column refers to. */
  readonly refersTo: number | undefined;
}

const columnTypes = [
  'bigint',
  'integer default 0',
  'smallint',
  'text',
  "character varying(80) default ''",
  'character(2)',
  'numeric(12,2) default 0',
  'double precision',
  'boolean default false',
  'date',
  'timestamp',
  'timestamp with time zone default now()',
  'uuid',
  "jsonb default '{}'",
  'bytea',
  'text[]',
  'inet',
  'interval',
];

const subjects = 'invoice parcel sensor vehicle tenant refund meter policy voucher shipment outlet lecture'.split(' ');
const attributes = 'amount city code due_on email grade label latitude note phone quantity rank street weight'.split(
  ' ',
);

/** What naive readers and writers stumble over: quotes, line ends, backslashes, tabs, text beyond ASCII. */
const remarks = [
  'Entered by hand at the counter.',
  "The customer's own words, never translated.",
  'Known to everybody as "the number".',
  'Straße, déjà vu, 東京 and 🚚 are legal here.',
  'First line.\nSecond line.',
  'Comes from D:\\exchange\\in, separated\tby tabs.',
  'To be kept for ten years.',
];

/** The tables of a database: the same ones every time. */
function planTables(size: SourceSize): Table[] {
  const pick = picker();
  return Array.from({ length: size.tables }, (_, index) => {
    const refersTo = isReferring(index, size) ? pick(index) : undefined;
    const columns = Array.from({ length: size.columns - 1 }, (_, position) => ({
      name: `${attributes[pick(attributes.length)]}_${position + 1}`,
      definition: `${columnTypes[pick(columnTypes.length)]}${pick(3) === 0 ? ' not null' : ''}`,
    }));
    const reference = { name: 'belongs_to', definition: 'bigint' };
    return {
      schema: `area_${String(index % size.schemas).padStart(2, '0')}`,
      name: `${subjects[pick(subjects.length)]}_${String(index).padStart(5, '0')}`,
      columns: [
        { name: 'id', definition: 'bigint primary key' },
        ...(refersTo === undefined ? columns : [reference, ...columns.slice(1)]),
      ],
      refersTo,
    };
  });
}

/** Spreads the foreign keys evenly over all tables but the first, which has none before it to refer to. */
function isReferring(index: number, { foreignKeys, tables }: SourceSize): boolean {
  const upTo = (table: number): number => Math.floor((table * foreignKeys) / (tables - 1));
  return index > 0 && upTo(index) > upTo(index - 1);
}

/** Makes whole numbers below a bound that look random and are the same every time (xorshift, 32 bits). */
function picker(): (below: number) => number {
  let state = 20_261_122;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function* schemaStatements(size: SourceSize, tables: readonly Table[]): Generator<string> {
  for (const schema of new Set(tables.map((table) => table.schema))) {
    yield `create schema ${schema}; comment on schema ${schema} is ${escapeLiteral(`Everything about ${schema}.`)};`;
  }
  for (const [index, table] of tables.entries()) yield tableStatements(table, index);
  for (const { schema, name, refersTo } of tables) {
    const target = tables[refersTo ?? -1];
    if (target === undefined) continue;
    yield `alter table ${schema}.${name} add foreign key (belongs_to) references ${target.schema}.${target.name} (id);`;
  }
  yield* viewStatements(size, tables);
}

function tableStatements({ schema, name, columns }: Table, index: number): string {
  const table = `${schema}.${name}`;
  const remark = (position: number): string => remarks[(index + position) % remarks.length] ?? '';
  const comments = columns.map(
    (column, position) =>
      `comment on column ${table}.${column.name} is ${escapeLiteral(`${column.name}: ${remark(position)}`)};`,
  );
  return [
    `create table ${table} (${columns.map((column) => `${column.name} ${column.definition}`).join(', ')});`,
    `comment on table ${table} is ${escapeLiteral(`${name}: ${remark(columns.length)}`)};`,
    ...comments,
  ].join('\n');
}

/** Views of five columns; 77 of 100 have a sixth one that comes from the table their own refers to. */
function* viewStatements({ views }: SourceSize, tables: readonly Table[]): Generator<string> {
  const referring = tables.filter((table) => table.refersTo !== undefined);
  const lone = tables.filter((table) => table.refersTo === undefined);
  const joined = Math.round(views * 0.77);
  for (let number = 0; number < views; number += 1) {
    const table = number < joined ? referring[number] : lone[number - joined];
    if (table === undefined) throw new Error('There are too few tables for so many views.');
    const target = tables[table.refersTo ?? -1];
    const own = table.columns.slice(0, 5).map((column) => `own.${column.name}`);
    const view = `${table.schema}.view_${String(number).padStart(4, '0')}`;
    const query =
      target === undefined
        ? `select ${own.join(', ')} from ${table.schema}.${table.name} own where own.id > ${number}`
        : `select ${own.join(', ')}, other.${target.columns.at(-1)?.name} as other_value from ${table.schema}.${table.name} own
             left join ${target.schema}.${target.name} other on other.id = own.belongs_to`;
    yield `create view ${view} as ${query}; comment on view ${view} is ${escapeLiteral(`What "${table.name}" shows.`)};`;
  }
}

/** Fills an empty database with documented tables that have no rows, and collects statistics on the catalog. */
export async function makeSource(url: string, size: SourceSize): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const statements = [...schemaStatements(size, planTables(size))];
    // As many to a transaction as the lock table holds, in one round trip.
    for (let from = 0; from < statements.length; from += 100) {
      await client.query(`begin; ${statements.slice(from, from + 100).join('\n')} commit;`);
    }
    await client.query('vacuum (freeze, analyze)');
  } finally {
    await client.end();
  }
}

/** Gives one column of a table in the middle another comment. */
export async function changeOneColumn(url: string, comment: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ table: string }>(
      `select attrelid::regclass::text as table from pg_attribute join pg_class on pg_class.oid = attrelid
        where attname = 'id' and relkind = 'r' and relname like '%_00500'`,
    );
    const table = found.rows[0]?.table ?? '';
    await client.query(`comment on column ${table}.${escapeIdentifier('id')} is ${escapeLiteral(comment)}`);
  } finally {
    await client.end();
  }
}
