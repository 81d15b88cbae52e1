import { expect, it } from 'vitest';
import { egeriaWorld, smallDatabase } from '../../../test/support/egeria-world.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';

it('asks no server for a property whose name would be a piece of its SQL', async () => {
  const world = await egeriaWorld();
  await world.refresh(smallDatabase(), { ledger: tempFolder() });
  const store = await world.open();
  const found = async (property: string) =>
    Array.fromAsync(store.find({ conditions: [{ property, operator: 'EQ', value: 'shop' }] }));
  expect(await found('displayName')).toMatchObject([{ qualifiedName: 'shop' }]);
  const asked = world.fake.calls.count('find-elements');
  expect(await found("x') OR 1=1 --")).toEqual([]);
  expect(world.fake.calls.count('find-elements')).toBe(asked);
});
