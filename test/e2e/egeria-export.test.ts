import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import type { Guid } from '../../src/metadata/qualified-name.ts';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

let platform: FakeEgeria;
let cwd: string;

beforeEach(async () => {
  platform = await startFakeEgeria({ maxPageSize: 500 });
  onTestFinished(async () => platform.stop());
  const server = `{ type: egeria, platformURL: "${platform.origin}", serverName: store, userId: baseline, password: baseline }`;
  cwd = tempFolder({ 'egeria-integrate.yaml': `name: coco\nopenMetadataStore: ${server}\n` });
});

const person = { userId: 'erin', metadataSource: undefined };

/** A table with so many columns, each of which but the first refers to the first. */
async function addTable(name: string, columns: number): Promise<void> {
  const names = [name, ...Array.from({ length: columns }, (_, index) => `${name}.c${String(index)}`)];
  const outcomes = await platform.store.write(
    names.map((each, index) => ({
      kind: 'create-element',
      element: {
        typeName: index === 0 ? 'RelationalTable' : 'RelationalColumn',
        qualifiedName: asQualifiedName(each),
        properties: { displayName: each },
      },
    })),
    person,
  );
  const [table, key, ...others] = outcomes.map(({ guid }) => guid);
  if (table === undefined || key === undefined) throw new Error('There is no table.');
  const relate = (typeName: string, end1: Guid, end2: Guid) =>
    ({ kind: 'relate', typeName, end1, end2, properties: {} }) as const;
  const mutations = [key, ...others].map((column) => relate('NestedSchemaAttribute', table, column));
  await platform.store.write([...mutations, ...others.map((column) => relate('ForeignKey', key, column))], person);
}

/** A table above a column that is there already. */
async function addParent(name: string, column: string): Promise<void> {
  const known = await platform.store.elementNamed(asQualifiedName(column));
  const element = { typeName: 'RelationalTable', qualifiedName: asQualifiedName(name), properties: {} };
  const [created] = await platform.store.write([{ kind: 'create-element', element }], person);
  if (known === undefined || created === undefined) throw new Error('There is no column or no table.');
  const ends = { end1: created.guid, end2: known.guid };
  await platform.store.write([{ kind: 'relate', typeName: 'NestedSchemaAttribute', ...ends, properties: {} }], person);
}

/** The text of an export, and how many calls it took. */
async function exported(...options: readonly string[]): Promise<{ readonly text: string; readonly calls: number }> {
  platform.calls.clear();
  const { exitCode, stdout: text, stderr } = await runCli(['export', ...options], { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return { text, calls: platform.calls.count() };
}

interface Line {
  readonly qualifiedName: string;
  readonly relationships: readonly { readonly typeName: string; readonly end1: { readonly qualifiedName: string } }[];
}

/** By the name of an element: `Type end1` of its relationships. */
function relationshipsIn(text: string): Record<string, string[]> {
  const lines = text.trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const { qualifiedName, relationships } = JSON.parse(line) as Line;
      return [qualifiedName, relationships.map((one) => `${one.typeName} ${one.end1.qualifiedName}`).toSorted()];
    }),
  );
}

describe('export from an Egeria server', () => {
  it.each([
    ['lines', []],
    ['an archive', ['--archive']],
  ])('makes no call for an element, as %s', async (_what, options) => {
    await addTable('orders', 20);
    const few = await exported(...options);
    await addTable('customers', 400);
    const many = await exported(...options);
    expect(many.text.length).toBeGreaterThan(5 * few.text.length);
    expect(many.calls).toBe(few.calls);
    expect(platform.calls.count('read-related-elements')).toBe(0);
    expect(platform.calls.count('read-element')).toBe(0);
    // Beyond a page, a page more of elements (an archive lists them twice), and one of each type that fills one.
    await addTable('lines', 400);
    const paged = await exported(...options);
    expect(paged.calls).toBe(many.calls + (options.length === 0 ? 1 : 2) + 2);
  });

  it('has every relationship once, however listings repeat them or leave out what is at their ends', async () => {
    await addTable('orders', 3);
    await addTable('customers', 2);
    const expected = {
      orders: [],
      'orders.c0': ['NestedSchemaAttribute orders'],
      'orders.c1': ['ForeignKey orders.c0', 'NestedSchemaAttribute orders'],
      'orders.c2': ['ForeignKey orders.c0', 'NestedSchemaAttribute orders'],
      customers: [],
      'customers.c0': ['NestedSchemaAttribute customers'],
      'customers.c1': ['ForeignKey customers.c0', 'NestedSchemaAttribute customers'],
    };
    expect(relationshipsIn((await exported()).text)).toEqual(expected);
    platform.faults.add({ fault: { kind: 'duplicate' }, on: ({ operation }) => operation.startsWith('find') });
    expect(relationshipsIn((await exported()).text)).toEqual(expected);
    platform.faults.clear();
    await addParent('lines', 'orders.c0');
    platform.faults.add({ fault: { kind: 'gap' }, on: ({ operation }) => operation === 'find-elements' });
    const parents = ['NestedSchemaAttribute lines', 'NestedSchemaAttribute orders'];
    expect(relationshipsIn((await exported()).text)).toEqual({ ...expected, 'orders.c0': parents });
    expect(platform.calls.count('read-element')).toBe(1);
  });
});
