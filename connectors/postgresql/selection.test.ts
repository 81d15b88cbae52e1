import { beforeAll, describe, expect, it } from 'vitest';
import { typeFaults } from '../../test/contract/record-faults.ts';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { catalogued, query, seed, urlOf } from './__fixtures__/postgres-database.ts';
import type { Config } from './__fixtures__/postgres-database.ts';
import { provider } from './provider.ts';

describeWithPostgres('what is cataloged of a database', (postgres) => {
  const name = 'connector_postgresql_selection';
  let url = '';

  beforeAll(async () => {
    url = await postgres.createDatabase(name);
    await query(url, seed);
    await query(
      url,
      `CREATE SCHEMA hr_1; CREATE SCHEMA hr_2; CREATE SCHEMA "hr%"; CREATE TABLE hr_1.log (x int); CREATE TABLE hr_2.log (x int);
       CREATE TABLE hr_2."Log" (x int); CREATE TABLE hr_2."lo%" (x int); CREATE TABLE hr_2."back\\slash" (x int)`,
    );
  });

  /** The schemas and tables that are cataloged, and what was said of patterns. */
  async function selected(
    config: Partial<Config>,
  ): Promise<{ names: readonly string[]; unmatched: readonly unknown[] }> {
    const { records, names, warnings } = await catalogued({ url, ...config });
    const wanted = ['DeployedDatabaseSchema', 'RelationalTable'];
    return {
      names: names
        .filter((_name, at) => wanted.includes(records[at]?.typeName ?? ''))
        .map((each) => each.replace(`${name}.`, '')),
      unmatched: warnings.filter(({ id }) => id === 'POSTGRESQL-404-002').map(({ facts }) => facts),
    };
  }

  it.each<[string, Partial<Config>, string[]]>([
    [
      'schemas',
      { includeSchemas: ['empty', 'hr_?'] },
      ['empty', 'hr_1', 'hr_2', 'hr_1.log', 'hr_2.log', 'hr_2.Log', 'hr_2.lo%', String.raw`hr_2.back\slash`],
    ],
    ['schemas but for some', { includeSchemas: ['hr*'], excludeSchemas: ['*2'] }, ['hr_1', 'hr%', 'hr_1.log']],
    ['schemas whose names hold the wildcards of SQL', { includeSchemas: ['hr%'] }, ['hr%']],
    [
      'tables',
      { includeSchemas: ['hr*'], includeTables: ['log', 'nothing*'] },
      ['hr_1', 'hr_2', 'hr%', 'hr_1.log', 'hr_2.log'],
    ],
    [
      'tables but for some',
      { includeSchemas: ['hr_2'], excludeTables: ['?og'] },
      ['hr_2', 'hr_2.lo%', String.raw`hr_2.back\slash`],
    ],
    [
      'tables of one schema',
      { includeSchemas: ['hr*'], includeTables: ['hr_1.*'] },
      ['hr_1', 'hr_2', 'hr%', 'hr_1.log'],
    ],
    [
      'tables but for those of one schema',
      { includeSchemas: ['hr_*'], includeTables: ['log'], excludeTables: ['hr_2.l*'] },
      ['hr_1', 'hr_2', 'hr_1.log'],
    ],
    [
      'tables whose names hold the wildcards of SQL',
      { includeSchemas: ['hr_2'], includeTables: ['lo%'] },
      ['hr_2', 'hr_2.lo%'],
    ],
    [
      'tables whose names hold a backslash',
      { includeSchemas: ['hr_2'], includeTables: [String.raw`back\*`] },
      ['hr_2', String.raw`hr_2.back\slash`],
    ],
    [
      'tables whose names hold a dot',
      { includeSchemas: ['odd.schema'], includeTables: ['odd.schema.a.b'] },
      ['"odd.schema"', '"odd.schema"."a.b"'],
    ],
    ['nothing at all', { includeSchemas: [] }, []],
  ])('is chosen by patterns: %s', async (_what, config, expected) => {
    expect((await selected(config)).names).toEqual(expected);
  });

  it('is told when a pattern matches nothing', async () => {
    const { unmatched } = await selected({
      includeSchemas: ['hr_1', 'HR_1'],
      excludeSchemas: ['sales', 'sale'],
      includeTables: ['log', 'customers', '*'],
      excludeTables: ['hr_1.lo?', 'hr_2.log', '*z'],
    });
    expect(unmatched).toEqual([
      { key: 'includeSchemas', pattern: 'HR_1' },
      { key: 'excludeSchemas', pattern: 'sale' },
      { key: 'includeTables', pattern: 'customers' },
      { key: 'excludeTables', pattern: 'hr_2.log' },
      { key: 'excludeTables', pattern: '*z' },
    ]);
  });

  it('leaves out what belongs to an extension, unless that is wanted', async () => {
    const without = await selected({});
    expect(without.names.filter((each) => each.includes('owned_by_extension'))).toEqual([]);
    const { names } = await selected({ includeExtensionObjects: true });
    expect(names.filter((each) => each.includes('owned_by_extension'))).toEqual([
      'owned_by_extension',
      'public.owned_by_extension',
    ]);
  });

  it('has a schema of an extension in which there is something else', async () => {
    await query(url, 'CREATE TABLE owned_by_extension.our_own (x int)');
    const { names } = await selected({ includeSchemas: ['owned*'] });
    expect(names).toEqual(['owned_by_extension', 'owned_by_extension.our_own']);
    await query(url, 'DROP TABLE owned_by_extension.our_own');
  });

  it('has the system schemas when they are wanted', async () => {
    const { records, find } = await catalogued({ url, includeSystemSchemas: true });
    expect(find(`${name}.pg_catalog.pg_class.relname`).classifications).toMatchObject([
      { properties: { dataType: 'name' } },
    ]);
    expect(find(`${name}.information_schema.tables`).properties).toMatchObject({
      additionalProperties: { tableType: 'view' },
    });
    expect(typeFaults(records, provider)).toEqual([]);
    expect(
      records
        .filter(({ typeName }) => typeName === 'DeployedDatabaseSchema')
        .map(({ properties }) => properties['displayName']),
    ).not.toContain('pg_toast');
  });

  it('has no foreign key that leads to what is left out, and says so', async () => {
    const { find, warnings } = await catalogued({ url, excludeTables: ['customers'] });
    expect(find(`${name}.sales.orders.customer_id`).relationships).toEqual([]);
    expect(find(`${name}.sales.order_lines.order_number`).relationships).toHaveLength(2);
    expect(warnings).toMatchObject([{ id: 'POSTGRESQL-404-003', facts: { database: name, foreignKeys: '2' } }]);
  });

  describe('for a user who may not use everything', () => {
    const user = { user: 'connector_postgresql_guest', password: 'only looks' };
    beforeAll(async () => {
      await query(postgres.url, `CREATE ROLE ${user.user} LOGIN PASSWORD '${user.password}'`);
      await query(
        url,
        `GRANT USAGE ON SCHEMA sales, hr_2 TO ${user.user}; GRANT SELECT ON sales.customers TO ${user.user};
         GRANT SELECT (line) ON sales.order_lines TO ${user.user}; GRANT SELECT ON ALL TABLES IN SCHEMA hr_2 TO ${user.user}`,
      );
      return async () => {
        await query(url, `DROP OWNED BY ${user.user}`);
        await query(postgres.url, `DROP ROLE ${user.user}`);
      };
    });

    it('is the same, with a word on each schema that has such things', async () => {
      const all = await catalogued({ url });
      const { records, warnings } = await catalogued({ url: urlOf(postgres, name, user) });
      expect(records).toEqual(all.records);
      expect(all.warnings).toEqual([]);
      const facts = (schema: string, tables?: string): object => ({
        facts: { database: name, schema, ...(tables === undefined ? {} : { tables }) },
      });
      expect(warnings).toMatchObject([
        { id: 'POSTGRESQL-403-004', ...facts('public', '11') },
        { id: 'POSTGRESQL-403-004', ...facts('sales', '2') },
        { id: 'POSTGRESQL-403-003', ...facts('odd.schema') },
        { id: 'POSTGRESQL-403-003', ...facts('empty') },
        { id: 'POSTGRESQL-403-003', ...facts('hr_1') },
        { id: 'POSTGRESQL-403-003', ...facts('hr%') },
      ]);
    });
  });
});
