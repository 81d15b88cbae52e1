import { expect, it } from 'vitest';
import { generationExpressions, moduleOfVirtualTable, queryOfView } from './definition-text.ts';

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

it.each([
  ['CREATE TABLE t (a, b AS (a * 2))', { b: 'a * 2' }],
  ['CREATE TABLE t (b INT GENERATED ALWAYS AS ( max(a, 1) ) STORED, a)', { b: 'max(a, 1)' }],
  [
    'CREATE TABLE "as" ("as" as (1), "a ""b""" as (\')\'), [c d] AS (2) NOT NULL, `e` AS (3))',
    { as: '1', 'a "b"': "')'", 'c d': '2', e: '3' },
  ],
  ['CREATE TABLE t (a DECIMAL(10, 2) DEFAULT (cast(1 AS INT)) CHECK (cast(a AS INT) > 0), CHECK (a > 0))', {}],
  [
    'CREATE TABLE t (a, -- the first, AS (it is)\n b /* , */ AS (a) UNIQUE, FOREIGN KEY (a) REFERENCES t (b))',
    { b: 'a' },
  ],
  ['CREATE TABLE t (a) WITHOUT ROWID', {}],
])('takes the expressions of generated columns out of %s', (sql, expressions) => {
  expect(Object.fromEntries(generationExpressions(sql))).toEqual(expressions);
});

it('takes no more time than a long text needs', () => {
  const long = `CREATE VIEW v ${'-- as (\n/* as */ "as" '.repeat(20_000)}`;
  expect(queryOfView(long)).toBe(long);
});
