import { describe, expect, it } from 'vitest';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { memoryStore, withBatches } from '../../test/support/test-store.ts';
import { element, relationship } from '../metadata/element.ts';
import type { StatedElement } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import type { IntegrationReport } from '../report/events.ts';

const person = { userId: 'erin', metadataSource: undefined };

function idsOf({ findings }: IntegrationReport): string[] {
  return findings.map(({ message }) => message.id);
}

function invalid(name: string, misfit: Partial<StatedElement>): StatedElement {
  return { ...element('RelationalTable', asQualifiedName(name), { displayName: name }), ...misfit };
}

describe('an element that does not fit the types', () => {
  it.each([
    ['an unknown type', { typeName: 'RelationalTabel' as never }, /RelationalTable/u],
    ['an unknown property', { properties: { dispalyName: 'x' } }, /displayName/u],
    ['a wrong value', { properties: { displayName: 7 } }, /displayName/u],
    [
      'a classification that is not for it',
      { classifications: [{ typeName: 'Confidentailty' as never, properties: {} }] },
      /Confidentiality/u,
    ],
    [
      'an unknown relationship',
      { relationships: [{ typeName: 'ForeignKeys' as never, to: worldName(), toEnd: 1 as const, properties: {} }] },
      /ForeignKey/u,
    ],
    ['no name', { qualifiedName: asQualifiedName('') }, /qualified ?name/iu],
    ['a name that no store can hold', { qualifiedName: asQualifiedName('half \uD800') }, /qualified ?name/iu],
  ])('is refused once and blocks the removal of others: %s', async (_what, misfit, problem) => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id'), 'sales.lines': worldTable('id') });
    await refreshWorld(store, world);
    delete world.tables['sales.lines'];
    world.extra.push(invalid('misfit', misfit));
    const { report, actions } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 5, refused: 1 });
    expect(idsOf(report)).toEqual(['EGERIA-INTEGRATE-REFRESH-400-001', 'EGERIA-INTEGRATE-REFRESH-200-004']);
    expect(report.findings[0]?.message.facts['problem']).toMatch(problem);
    expect(report).toMatchObject({ complete: true, error: undefined });
    expect(actions).toHaveLength(1);
    expect(await store.elementNamed(worldName('sales.lines'))).toBeDefined();

    world.extra.pop();
    const { report: after } = await refreshWorld(store, world);
    expect(after.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 2 });
  });

  it('does not keep what is beneath it from being written; that is put in its place once it is valid', async () => {
    const store = await memoryStore();
    const world = statedWorld();
    const parent = relationship('Schema', asQualifiedName('schema'), 1);
    const schema = element('DeployedDatabaseSchema', asQualifiedName('schema'), { displayName: 's' });
    const child = element(
      'RelationalDBSchemaType',
      asQualifiedName('type'),
      {},
      { parent, anchor: asQualifiedName('schema') },
    );
    world.extra = [{ ...schema, properties: { displayName: 1 } }, child];
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 3, created: 2, refused: 1 });
    world.extra = [schema, child];
    const { report: after } = await refreshWorld(store, world);
    expect(after.totals).toMatchObject({ stated: 3, created: 1, refused: 0, failed: 0 });
    const written = await store.elementNamed(asQualifiedName('schema'));
    expect(await store.elementNamed(asQualifiedName('type'))).toMatchObject({ anchorGuid: written?.guid });
    const { report: last } = await refreshWorld(store, world);
    expect(last.totals).toEqual({ ...noTotals, stated: 3, unchanged: 3 });
  });
});

describe('an element of a type that the integration service does not catalog', () => {
  it('is refused with the name of the service and blocks the removal of others', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id') });
    await refreshWorld(store, world);
    delete world.tables['sales.orders'];
    world.extra.push(element('Topic', asQualifiedName('news'), { displayName: 'news' }));
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 2, unchanged: 1, refused: 1 });
    expect(report.findings[0]).toMatchObject({
      severity: 'refused',
      message: { id: 'EGERIA-INTEGRATE-REFRESH-403-001', facts: { service: 'Database Integrator', type: 'Topic' } },
      examples: ['news'],
    });
  });
});

describe('an element of another owner', () => {
  it('is left as it is, whichever metadata source comes second; the sweep goes on', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id') });
    await refreshWorld(store, world);
    const other = { metadataSourceQualifiedName: asQualifiedName('MetadataCollection::tests::other') };
    const own = statedWorld();
    own.extra = [
      element('RelationalTable', asQualifiedName('own 1'), {}),
      element('RelationalTable', asQualifiedName('own 2'), {}),
    ];
    await refreshWorld(store, own, other);
    own.tables = { 'sales.orders': { comment: 'mine now', columns: { id: { dataType: 'text' } } } };
    own.extra.pop();
    const { report, actions } = await refreshWorld(store, own, other);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 1, refused: 5, removed: 1 });
    expect(report.findings).toMatchObject([
      { severity: 'refused', message: { id: 'EGERIA-INTEGRATE-REFRESH-403-002' }, count: 5 },
    ]);
    expect(report.findings[0]?.message.facts['owner']).toBe('MetadataCollection::tests::world');
    expect(actions).toContain('remove ');
    expect(await store.elementNamed(worldName('sales.orders'))).toMatchObject({
      properties: { displayName: 'orders' },
    });
    const { report: first } = await refreshWorld(store, world);
    expect(first.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
  });

  it('is refused to a metadata source when it is the local cohort’s', async () => {
    const store = await memoryStore();
    const table = {
      typeName: 'RelationalDatabase',
      qualifiedName: worldName(),
      properties: { displayName: 'by hand' },
    };
    await store.write([{ kind: 'create-element', element: table }], person);
    const { report } = await refreshWorld(store, statedWorld());
    expect(report.totals).toEqual({ ...noTotals, stated: 1, refused: 1 });
    expect(report.findings[0]?.message.facts['owner']).toBe('the local cohort');
    expect(await store.elementNamed(worldName())).toMatchObject({ properties: { displayName: 'by hand' } });
  });

  it('is refused to the local cohort when it is a metadata source’s', async () => {
    const store = await memoryStore();
    await refreshWorld(store, statedWorld());
    const { report } = await refreshWorld(store, statedWorld(), { localCohort: true, catalogTargetName: 'other' });
    expect(report.totals).toEqual({ ...noTotals, stated: 1, refused: 1 });
  });
});

describe('an element that is stated twice', () => {
  it.each([1, 2, 1000])('is taken once and refused once, in batches of %i; the sweep goes on', async (batchRecords) => {
    const store = withBatches(await memoryStore(), batchRecords);
    const world = statedWorld({ 'sales.orders': worldTable('id'), 'sales.lines': worldTable() });
    world.extra = [element('RelationalTable', worldName('sales.orders'), { displayName: 'again' })];
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, created: 6, refused: 1 });
    delete world.tables['sales.lines'];
    const { report: second } = await refreshWorld(store, world);
    expect(second.totals).toEqual({ ...noTotals, stated: 6, unchanged: 5, refused: 1, removed: 1 });
    expect(idsOf(second)).toEqual(['EGERIA-INTEGRATE-REFRESH-409-001']);
    expect(await store.elementNamed(worldName('sales.orders'))).toMatchObject({
      properties: { displayName: 'orders' },
    });
  });
});

describe('an element of another type than the store has', () => {
  it('is refused and not removed', async () => {
    const store = await memoryStore();
    const world = statedWorld();
    world.extra = [element('RelationalTable', asQualifiedName('thing'), {})];
    await refreshWorld(store, world);
    world.extra = [element('RelationalColumn', asQualifiedName('thing'), {})];
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 2, unchanged: 1, refused: 1 });
    expect(report.findings[0]?.message).toMatchObject({
      id: 'EGERIA-INTEGRATE-REFRESH-409-002',
      facts: { stated: 'RelationalColumn', there: 'RelationalTable' },
    });
    expect(await store.elementNamed(asQualifiedName('thing'))).toMatchObject({ typeName: 'RelationalTable' });
  });
});
