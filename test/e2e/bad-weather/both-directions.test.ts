import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { coco } from './coco.ts';
import type { Coco, CocoConnector } from './coco.ts';
import { canaryDatabase } from './postgres-database.ts';
import type { CanaryDatabase } from './postgres-database.ts';

const shop = (permittedSynchronization: string): CocoConnector => ({
  connectorName: 'shop',
  provider: 'postgresql',
  permittedSynchronization,
  configurationProperties: { url: '${env:SHOP_URL}', serverName: 'server' },
});
const schema = `CREATE TABLE customer (id integer, name text); COMMENT ON TABLE customer IS 'As it began'`;

/** What PostgreSQL says of the table, and the catalog. */
async function descriptions(database: CanaryDatabase, here: Coco): Promise<readonly unknown[]> {
  const [row] = await database.sql(`SELECT obj_description('public.customer'::regclass)`);
  const { stdout } = await here.run('find', '', '--type', 'RelationalTable', '--output', 'json');
  const { properties } = JSON.parse(stdout) as { readonly properties: { readonly description?: string } };
  return [row?.[0], properties.description];
}

describeWithPostgres('a description', (postgres) => {
  it('goes both ways; changed on both sides it is a conflict, and both are left alone', async () => {
    const database = await canaryDatabase(postgres, 'bad_weather_both', schema);
    const here = coco({ SHOP_URL: database.url }, shop('BOTH_DIRECTIONS'));
    await here.sync();
    const written = `It's "ours"; \\ 100 % 🐘\nand more`;
    expect(await here.run('set', 'customer', `description=${written}`)).toMatchObject({ exitCode: 0 });

    expect(await here.sync('--dry-run')).toMatchObject({ exitCode: 0 });
    expect(await descriptions(database, here)).toEqual(['As it began', written]);
    expect(await here.sync()).toMatchObject({ exitCode: 0, reports: [{ published: 1 }] });
    expect(await descriptions(database, here)).toEqual([written, written]);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: 6 }, reports: [{ published: 0 }] });

    await database.run(`COMMENT ON TABLE customer IS 'From there'`);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { updated: 1 } });
    expect(await descriptions(database, here)).toEqual(['From there', 'From there']);

    await database.run(`COMMENT ON TABLE customer IS 'There again'`);
    await here.run('set', 'customer', 'description=Here again');
    for (const _time of [1, 2]) {
      const conflict = await here.sync();
      expect(conflict).toMatchObject({
        exitCode: 0,
        totals: { refused: 1, unchanged: 5 },
        messageIds: ['EGERIA-INTEGRATE-REFRESH-409-003'],
      });
      expect(await descriptions(database, here)).toEqual(['There again', 'Here again']);
    }
    expect(await here.sync('--strict')).toMatchObject({ exitCode: 4 });
    await here.run('set', 'customer', 'description=There again');
    expect(await here.sync('--strict')).toMatchObject({ exitCode: 0, totals: { refused: 0 } });

    await here.run('set', 'customer', 'description=');
    expect(await here.sync()).toMatchObject({ exitCode: 0, reports: [{ published: 1 }] });
    expect(await descriptions(database, here)).toEqual([null, undefined]);
  });

  it('of open metadata wins with TO_THIRD_PARTY', async () => {
    const database = await canaryDatabase(postgres, 'bad_weather_to', schema);
    const here = coco({ SHOP_URL: database.url }, shop('TO_THIRD_PARTY'));
    await here.sync();
    await here.run('set', 'customer', 'description=From here');
    await database.run(`COMMENT ON TABLE customer IS 'From there'`);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { refused: 0 }, reports: [{ published: 1 }] });
    expect(await descriptions(database, here)).toEqual(['From here', 'From here']);
  });

  it('that the login may not write stays in open metadata: exit code 4, until it may', async () => {
    const database = await canaryDatabase(postgres, 'bad_weather_denied', schema);
    await database.sql('ALTER TABLE public.customer OWNER TO postgres');
    const here = coco({ SHOP_URL: database.url, COLUMNS: '200' }, shop('BOTH_DIRECTIONS'));
    await here.sync();
    await here.run('set', 'customer', 'description=From here');
    const { exitCode, stdout } = await here.run('sync');
    expect(exitCode).toBe(4);
    expect(stdout).toContain('A change could not be carried out to the third party, cause ');
    expect(stdout).toContain('must be owner of table customer');
    expect(await descriptions(database, here)).toEqual(['As it began', 'From here']);
    await database.sql('ALTER TABLE public.customer OWNER TO bad_weather_denied');
    expect(await here.sync()).toMatchObject({ exitCode: 0, reports: [{ published: 1 }] });
    expect(await descriptions(database, here)).toEqual(['From here', 'From here']);
  });
});

describeWithPostgres('a dry run', (postgres) => {
  it('writes nothing: neither a store, nor a row, nor a comment', async () => {
    const database = await canaryDatabase(postgres, 'bad_weather_dry', schema);
    const here = coco({ SHOP_URL: database.url }, shop('BOTH_DIRECTIONS'));
    const store = path.join(here.folder, 'open-metadata.db');
    expect(await here.sync('--dry-run')).toMatchObject({ exitCode: 0, totals: { created: 6 } });
    expect(() => readFileSync(store)).toThrow('ENOENT');
    await here.sync();
    await here.run('set', 'customer', 'description=From here');
    await database.run('ALTER TABLE customer DROP COLUMN name; CREATE TABLE invoice (id integer)');
    const before = readFileSync(store);
    expect(await here.sync('--dry-run')).toMatchObject({ exitCode: 0, totals: { created: 2, removed: 1 } });
    expect(readFileSync(store).equals(before)).toBe(true);
    expect(await descriptions(database, here)).toEqual(['As it began', 'From here']);
  });
});
