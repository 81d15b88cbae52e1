import { describe, expect, it } from 'vitest';
import { driversAmong, modulesLoadedBy } from './loaded-modules.ts';

describe('what importing a module loads', () => {
  it('is told whole: files of ours, packages and what is built in', async () => {
    const modules = await modulesLoadedBy('connectors/sqlite-database/connector.ts');
    expect(modules).toEqual(expect.arrayContaining(['src/kit/index.ts', 'node:path', 'node:timers/promises']));
    expect(driversAmong(await modulesLoadedBy('src/runtime/sqlite.ts'), 'any')).toEqual([]);
  });

  it('counts as a driver when it is a package other than zod, reaches a third party, or is the connector itself', () => {
    const drivers = ['node_modules/pg/lib/index.js', 'node:net', 'node:dns/promises', 'connectors/mine/connector.ts'];
    const others = ['node_modules/zod/index.js', 'node:path', 'connectors/mine/provider.ts', 'src/kit/index.ts'];
    expect(driversAmong([...drivers, ...others], 'mine')).toEqual(drivers);
  });

  it('includes what a package requires', async () => {
    const modules = await modulesLoadedBy('node_modules/pg/lib/index.js');
    expect(driversAmong(modules, 'any')).toEqual(
      expect.arrayContaining(['node_modules/pg/lib/client.js', 'node_modules/pg-pool/index.js']),
    );
  });
});
