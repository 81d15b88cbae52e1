import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { classification, defineProvider, element, qualifiedName, relationship } from '../../src/kit/index.ts';
import { differentNames, orderFaults, typeFaults } from './record-faults.ts';

const provider = defineProvider({
  id: 'tables',
  displayName: 'Tables',
  description: 'Catalogs tables.',
  integrationService: 'database-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['RelationalTable', 'RelationalColumn'],
  relates: ['NestedSchemaAttribute', 'ForeignKey', 'Schema'],
  publishes: [],
  config: z.strictObject({}),
  connect: () => Promise.reject(new Error('is not called')),
});

const tableName = qualifiedName('Table', 'here', 't');
const columnName = qualifiedName('Column', 'here', 't', 'c');
const table = element('RelationalTable', tableName, { displayName: 't', description: undefined });
const column = element(
  'RelationalColumn',
  columnName,
  { displayName: 'c' },
  { parent: relationship('NestedSchemaAttribute', tableName, 1), anchor: tableName },
);

describe('the order of records', () => {
  it('is right when what is above comes first', () => {
    expect(orderFaults([table, column])).toEqual([]);
  });

  it('is wrong when a child comes before its parent, or something comes twice', () => {
    expect(orderFaults([column, table, table])).toEqual([
      `${columnName}: ${tableName} is not stated before it`,
      `${columnName}: ${tableName} is not stated before it`,
      `${tableName}: is stated twice`,
    ]);
  });

  it('lets a relationship refer to what comes later, and to nothing that is not stated', () => {
    const other = qualifiedName('Column', 'here', 'u', 'c');
    const key = (to: typeof other): typeof column => ({
      ...column,
      relationships: [relationship('ForeignKey', to, 1)],
    });
    const later = { ...column, qualifiedName: other };
    expect(orderFaults([table, key(other), later])).toEqual([]);
    expect(orderFaults([table, key(other)])).toEqual([`${columnName}: ${other} is not stated`]);
  });
});

describe('the types of records', () => {
  it('are right when they are catalogued and have their properties', () => {
    expect(typeFaults([table, column], provider)).toEqual([]);
  });

  it.each([
    [
      'a type that the provider does not name',
      element('RelationalDatabase', tableName, {}),
      /catalogs .* RelationalDatabase/,
    ],
    [
      'a relationship type that the provider does not name',
      { ...table, relationships: [relationship('DataFlow', tableName, 2)] },
      /relates .* DataFlow/,
    ],
    ['a property that the type does not have', { ...table, properties: { displayNme: 't' } }, /no property displayNme/],
    ['a value of another kind', { ...table, properties: { displayName: 1, description: undefined } }, /takes string/],
    [
      'a classification that it cannot have',
      { ...table, classifications: [classification('PrimaryKey')] },
      /PrimaryKey can be attached to RelationalColumn/,
    ],
    [
      'a relationship the wrong way round',
      { ...table, relationships: [relationship('Schema', tableName, 2)] },
      /Schema has Referenceable at end 1/,
    ],
  ])('are wrong with %s', (_what, record, message) => {
    expect(typeFaults([record], provider)).toEqual([expect.stringMatching(message)]);
  });

  it('are wrong when elements of a type have their properties in different orders', () => {
    const turned = { ...table, properties: { description: undefined, displayName: 't' } };
    expect(typeFaults([table, turned], provider)).toEqual([expect.stringMatching(/in another order/)]);
  });
});

it('tells which elements differ', () => {
  const changed = { ...column, properties: { displayName: 'd' } };
  expect(differentNames([table, column], [column, table])).toEqual([]);
  expect(differentNames([table, column], [table, changed])).toEqual([columnName]);
  expect(differentNames([table], [table, column])).toEqual([columnName]);
  expect(differentNames([table, column], [table])).toEqual([columnName]);
});
