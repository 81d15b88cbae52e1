import { expect, it } from 'vitest';
import { moduleOfVirtualTable, queryOfView } from './definition-text.ts';

it.each([
  ['CREATE VIEW v AS SELECT 1', 'SELECT 1'],
  ['CREATE VIEW v as\n  select a as b from t ;', 'select a as b from t ;'],
  ['CREATE VIEW "v as w" (a, "b as c") AS SELECT 1 AS a, 2', 'SELECT 1 AS a, 2'],
  ['CREATE VIEW [v as] AS WITH x AS (SELECT 1) SELECT * FROM x', 'WITH x AS (SELECT 1) SELECT * FROM x'],
  ['CREATE VIEW `v``as` AS SELECT 1', 'SELECT 1'],
  ["CREATE VIEW 'it''s as' AS SELECT 1", 'SELECT 1'],
  ['CREATE VIEW v -- not this as\n /* nor as this */ AS SELECT 1', 'SELECT 1'],
  ['CREATE VIEW v(a /* ) as */) AS SELECT 1', 'SELECT 1'],
  ['CREATE VIEW gras AS SELECT 1', 'SELECT 1'],
  ['no view at all', 'no view at all'],
])('takes the query out of %s', (sql, query) => {
  expect(queryOfView(sql)).toBe(query);
});

it.each([
  ['CREATE VIRTUAL TABLE f USING fts5(title)', 'fts5'],
  ['CREATE VIRTUAL TABLE "using x" using\n/* the */ "my module" (a, b)', 'my module'],
  ['CREATE VIRTUAL TABLE f USING rtree', 'rtree'],
  ['CREATE TABLE f (x)', undefined],
])('takes the module out of %s', (sql, module) => {
  expect(moduleOfVirtualTable(sql)).toBe(module);
});

it('takes no more time than a long text needs', () => {
  const long = `CREATE VIEW v ${'-- as (\n/* as */ "as" '.repeat(20_000)}`;
  expect(queryOfView(long)).toBe(long);
});
