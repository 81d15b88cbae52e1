import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../architecture/sources.ts';
import { sampleDatabase } from './sample-database.ts';
import { tempFolder } from './temp-folder.ts';

/** Third parties of several technologies in one folder, which daemon definitions beside them catalog. */
export interface ThirdParties {
  readonly folder: string;
  /** Writes a daemon definition of all of them with this store; its name in the folder comes back. */
  define(name: string, openMetadataStore: Readonly<Record<string, unknown>>): string;
  /** Changes, adds and removes something in each of them: values of many elements, and ends of relationships. */
  change(): Promise<void>;
  /** Removes most of each. */
  shrink(): Promise<void>;
}

/** A database of a real server, in which statements can be run. */
export interface ServedDatabase {
  readonly url: string;
  readonly run: (statements: string) => Promise<unknown>;
}

/** So many columns are written with an archive, where the server takes one. */
const WIDE = 230;

const wideColumns = (type: string): string =>
  Array.from({ length: WIDE }, (_, index) => `c${String(index)} ${type}`).join(', ');

const database = `
create table customer (id integer primary key, name text not null default 'it''s', "odd ""name""" blob);
create table orders (
  id integer primary key, customer_id integer references customer (id) on delete cascade, total numeric (10, 2)
);
create view totals as select customer_id, sum(total) as total from orders group by customer_id;
create table gone (id integer primary key, order_id integer references orders (id));
create table wide (${wideColumns('integer')});
`;

const changedDatabase = `
drop table wide;
create table wide (${wideColumns('text')});
drop table gone;
alter table orders rename column total to amount;
alter table customer add column email text;
create table visit (customer_id integer references customer (id), at text);
`;

const served = `
create schema sales;
comment on schema sales is 'What''s sold';
create table sales.customer (id bigint primary key, "Name ☃" varchar(40) not null default 'it''s');
comment on column sales.customer.id is 'The customer''s number';
create table sales.orders (
  id bigserial primary key, customer_id bigint references sales.customer, tags text[], placed timestamptz
);
create schema attic;
create table attic.box (id bigint primary key);
create table attic.thing (id bigint primary key, box_id bigint references attic.box);
create table attic.part (thing_id bigint references attic.thing, box_id bigint references attic.box);
create view sales.recent as select id, placed from sales.orders where placed > now() - interval '1 day';
`;

const changedServed = `
comment on schema sales is 'What was sold';
alter table sales.orders add column note text;
alter table sales.orders drop column tags;
create table sales.item (order_id bigint references sales.orders, line integer, primary key (order_id, line));
`;

/**
 * Makes a SQLite database, files of many types and a folder that counts as one asset, and tables in a served database if
 * there is one. `name` is the daemon's, and part of the names of all of its metadata sources.
 */
export async function thirdParties(name: string, postgres?: ServedDatabase): Promise<ThirdParties> {
  const folder = tempFolder({
    "files/what's new/price list.csv": "sku,price,note\n1,2.5,it's\n",
    'files/deep/er/nested.json': '[{"id": 1, "address": {"street": "Main", "zip": ["a"]}}]',
    'files/read.me': 'nothing to see',
    'landing/one.bin': 'one',
  });
  const at = (file: string): string => path.join(folder, file);
  cpSync(path.join(root, 'docs/examples/first-catalog/files'), at('files/acme'), { recursive: true });
  await sampleDatabase(folder, 'shop.sqlite', database);
  await postgres?.run(served);
  return {
    folder,
    define(file, openMetadataStore) {
      const definition = { name, openMetadataStore, integrationServices: servicesOf(name, postgres) };
      // JSON is YAML.
      writeFileSync(at(file), JSON.stringify(definition));
      return file;
    },
    async change() {
      await sampleDatabase(folder, 'shop.sqlite', changedDatabase);
      await postgres?.run(changedServed);
      writeFileSync(at('files/acme/customers.csv'), 'id;name;since\n1;Zoë;2027-01-01\n');
      rmSync(at('files/acme/sales/2025'), { recursive: true });
      mkdirSync(at('files/acme/sales/2027'));
      writeFileSync(at('files/acme/sales/2027/plan.json'), '{"month": 1, "goal": 3.5}');
      writeFileSync(at('landing/two.bin'), 'two');
    },
    async shrink() {
      await sampleDatabase(folder, 'shop.sqlite', 'drop table visit; drop table wide; drop view totals;');
      await postgres?.run(
        'drop table sales.item; drop view sales.recent; drop table sales.orders; drop schema attic cascade;',
      );
      rmSync(at('files/acme'), { recursive: true });
    },
  };
}

function servicesOf(name: string, postgres: ServedDatabase | undefined): readonly unknown[] {
  const connector = (connectorName: string, provider: string, configurationProperties: unknown): unknown => ({
    connectorName,
    provider,
    configurationProperties,
  });
  const warehouse = { url: postgres?.url, serverName: `${name}-warehouse` };
  return [
    {
      service: 'database-integrator',
      connectors: [
        connector('shop', 'sqlite-database', { file: 'shop.sqlite' }),
        ...(postgres === undefined ? [] : [connector('warehouse', 'postgresql', warehouse)]),
      ],
    },
    {
      service: 'files-integrator',
      connectors: [
        connector('files', 'data-files', { path: 'files' }),
        connector('landing', 'data-folder', { path: 'landing' }),
      ],
    },
  ];
}
