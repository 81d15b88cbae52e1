import { describe, expect, it } from 'vitest';
import { classification, element, relationship } from '../metadata/element.ts';
import type { StatedElement } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import type { ElementAction, Finding } from '../report/events.ts';
import { openAccount } from '../report/account.ts';
import { check } from './check.ts';

async function checked(...arrays: (readonly StatedElement[])[]) {
  const findings: Finding[] = [];
  const actions: ElementAction[] = [];
  const account = openAccount({ finding: (one) => findings.push(one), element: (one) => actions.push(one) });
  const input = { account, serviceName: 'Files Integrator', mayCatalog: (type: string) => !type.includes('Topic') };
  const source = (async function* stated() {
    yield* arrays;
  })();
  const passed = await Array.fromAsync(check(source, input));
  return { passed, account, findings, actions, problems: findings.map(({ message }) => message.facts['problem']) };
}

const table = element('RelationalTable', asQualifiedName('table'), { displayName: 't' });
const column = element(
  'RelationalColumn',
  asQualifiedName('column'),
  { displayName: 'c', isNullable: true },
  {
    parent: relationship('NestedSchemaAttribute', table.qualifiedName, 1, { position: 0 }),
    classifications: [classification('TypeEmbeddedAttribute', { dataType: 'text' })],
  },
);

describe('check', () => {
  it('lets what fits pass as it is, and says nothing', async () => {
    const { passed, account, findings } = await checked([table, column], []);
    expect(passed).toEqual([[table, column]]);
    expect(passed[0]?.[0]).toBe(table);
    expect(findings).toEqual([]);
    expect(account).toMatchObject({ hasInvalid: false, totals: { stated: 0, refused: 0 } });
  });

  it('leaves out what does not fit, counts it as stated and refused, and tells which it was and why', async () => {
    const wrong = { ...column, properties: { isNullable: 'yes' } };
    const { passed, account, findings, actions } = await checked([table, wrong], [wrong]);
    expect(passed).toEqual([[table]]);
    expect(account).toMatchObject({ hasInvalid: true, totals: { stated: 2, refused: 2 }, isConserved: true });
    expect(findings).toMatchObject([
      { severity: 'refused', message: { id: 'EGERIA-INTEGRATE-REFRESH-400-001' }, subject: 'column' },
      { subject: 'column' },
    ]);
    expect(actions[0]).toMatchObject({ action: 'refuse', typeName: 'RelationalColumn', qualifiedName: 'column' });
  });

  it.each<[string, Partial<StatedElement>, RegExp]>([
    ['parent', { parent: { ...column.parent, properties: { positon: 1 } } as never }, /positon.*position/u],
    [
      'relationship',
      { relationships: [{ ...relationship('ForeignKey', table.qualifiedName, 1), properties: { x: 1 } }] },
      /ForeignKey.* x/u,
    ],
    [
      'classification',
      { classifications: [{ typeName: 'TypeEmbeddedAttribute', properties: { datatype: 'x' } }] },
      /datatype.*dataType/u,
    ],
  ])('looks into the %s', async (_where, wrong, problem) => {
    const { passed, problems } = await checked([{ ...column, ...wrong }]);
    expect(passed).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses a relationship to an element of a type that cannot be at that end, as far as it was stated', async () => {
    const database = element('RelationalDatabase', asQualifiedName('database'), {});
    const parent = relationship('NestedSchemaAttribute', database.qualifiedName, 1);
    const { passed, problems } = await checked([database, { ...column, parent }], [{ ...column, parent: undefined }]);
    expect(passed).toEqual([[database], [{ ...column, parent: undefined }]]);
    expect(problems).toEqual([expect.stringContaining('NestedSchemaAttribute')]);
    const itself = { ...database, parent: relationship('NestedSchemaAttribute', database.qualifiedName, 1) };
    expect((await checked([itself])).problems).toHaveLength(1);
  });

  it('takes an end that was not stated before for right: the store has it, or it comes later', async () => {
    const parent = relationship('NestedSchemaAttribute', asQualifiedName('not stated'), 1);
    expect((await checked([{ ...column, parent }])).findings).toEqual([]);
  });

  it('refuses what the integration service does not catalog, with its name', async () => {
    const topic = element('Topic', asQualifiedName('topic'), {});
    const { passed, findings, account } = await checked([topic, table]);
    expect(passed).toEqual([[table]]);
    expect(findings).toMatchObject([
      { message: { id: 'EGERIA-INTEGRATE-REFRESH-403-001', facts: { service: 'Files Integrator', type: 'Topic' } } },
    ]);
    expect(account.hasInvalid).toBe(true);
  });

  it('warns of more relationships than an end foresees, once an element and type', async () => {
    const to = (name: string) => relationship('ForeignKey', asQualifiedName(name), 1);
    const many = { ...column, relationships: [to('a'), to('b'), to('c')] };
    const { passed, findings } = await checked([many, { ...column, relationships: [to('a'), to('a')] }]);
    expect(passed[0]).toHaveLength(2);
    expect(findings).toMatchObject([{ severity: 'warning', subject: 'column' }]);
  });

  it.each([[''], ['half \uD800'], ['with \0'], [undefined], [7]])('refuses the name %j', async (name) => {
    const { passed, problems } = await checked([{ ...table, qualifiedName: name as never }]);
    expect(passed).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('qualifiedName')]);
  });
});
