import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withoutPrivileges } from '../../support/without-privileges.ts';
import { coco } from './coco.ts';
import type { Coco, CocoConnector } from './coco.ts';

const connector: CocoConnector = {
  connectorName: 'files',
  provider: 'data-files',
  configurationProperties: { path: 'source' },
};
const parquet = readFileSync(
  path.join(import.meta.dirname, '../../../connectors/data-files/__fixtures__/orders.parquet'),
);
const gigabytes = 1024 ** 3;

/** A folder of files; paths as bytes where they are no text. */
function filesFolder(files: Readonly<Record<string, string | Uint8Array>>): Coco & { readonly source: string } {
  const here = coco({ COLUMNS: '200' }, connector);
  const source = path.join(here.folder, 'source');
  mkdirSync(source);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
    writeFileSync(path.join(source, name), content);
  }
  return { ...here, source };
}

/** What the catalog holds of a folder's files: type, name and how many columns. */
async function catalogued(here: Coco): Promise<readonly string[]> {
  const { stdout } = await here.run('export');
  const elements = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported);
  const files = elements.filter(({ typeName }) => typeName.endsWith('File'));
  return files
    .map(({ typeName, qualifiedName, properties }) => {
      const columns = elements.filter(
        (each) => each.typeName === 'TabularColumn' && each.qualifiedName.includes(`${path.basename(qualifiedName)}::`),
      );
      return `${typeName} ${properties.displayName} ${columns.length}`;
    })
    .toSorted();
}

interface Exported {
  readonly typeName: string;
  readonly qualifiedName: string;
  readonly properties: { readonly displayName: string };
}

describe('files', () => {
  it('without rows have their columns, empty ones have none', async () => {
    const here = filesFolder({ 'head.csv': 'id,name\n', 'empty.csv': '', 'blank.csv': '\n\n', 'empty.json': '' });
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { refused: 0, failed: 0 }, messageIds: [] });
    expect(await catalogued(here)).toEqual([
      'CSVFile blank.csv 0',
      'CSVFile empty.csv 0',
      'CSVFile head.csv 2',
      'JSONFile empty.json 0',
    ]);
  });

  it('that are damaged are catalogued without columns, and named with what to do', async () => {
    const cut = parquet.subarray(0, parquet.length - 20);
    const footless = Buffer.concat([parquet.subarray(0, 40), Buffer.from([255, 255, 255, 127]), Buffer.from('PAR1')]);
    const here = filesFolder({
      'whole.parquet': parquet,
      'cut.parquet': cut,
      'footless.parquet': footless,
      'not.json': '{"a": ',
    });
    const { exitCode, stdout } = await here.run('sync');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('3 warnings: The content of a file is not what its type promises');
    for (const name of ['cut.parquet', 'footless.parquet', 'not.json'])
      expect(stdout).toContain(`    file ${path.join(here.source, name)}, `);
    expect(stdout).toContain('\n    done    The file was catalogued without columns.\n    do      Repair the file');
    expect(await catalogued(here)).toEqual([
      'JSONFile not.json 0',
      'ParquetFile cut.parquet 0',
      'ParquetFile footless.parquet 0',
      'ParquetFile whole.parquet 16',
    ]);
  });

  it('with a line of 2 GB are catalogued in a moment', { timeout: 10_000 }, async () => {
    const here = filesFolder({});
    const beginnings = {
      'long.csv': 'id,name\n1,"',
      'endless.csv': '',
      'long.json': '{"id": 1, "name": "',
      'long.ndjson': '{"id": 1, "name": "one"}\n{"id": 2, "name": "',
    };
    for (const [name, beginning] of Object.entries(beginnings)) {
      const file = openSync(path.join(here.source, name), 'w');
      writeSync(file, beginning.padEnd(100_000, 'x'));
      ftruncateSync(file, 2 * gigabytes);
      closeSync(file);
    }
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { refused: 0, failed: 0 } });
    // Of an object that is never closed, what was read of it by then.
    expect(await catalogued(here)).toEqual([
      'CSVFile endless.csv 0',
      'CSVFile long.csv 2',
      'JSONFile long.json 1',
      'JSONFile long.ndjson 2',
    ]);
  });

  it('with names that are not UTF-8 are told apart, and stay so', async () => {
    const here = filesFolder({});
    for (const bytes of [[0xe9], [0xe8], [0xff, 0xfe], [0xc3, 0xa9]]) {
      writeFileSync(
        Buffer.concat([Buffer.from(`${here.source}/caf`), Buffer.from(bytes), Buffer.from('.csv')]),
        'id\n1\n',
      );
    }
    writeFileSync(path.join(here.source, 'caf%E9.csv'), 'id\n1\n');
    const first = await here.sync();
    expect(first).toMatchObject({ exitCode: 0, totals: { refused: 0, failed: 0 } });
    expect(await catalogued(here)).toEqual([
      'CSVFile caf%25E9.csv 1',
      'CSVFile caf%E8.csv 1',
      'CSVFile caf%E9.csv 1',
      'CSVFile caf%FF%FE.csv 1',
      'CSVFile café.csv 1',
    ]);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: first.totals.stated } });
  });

  it('in a folder that may no longer be read stay: exit code 4', async () => {
    const here = filesFolder({
      'open/one.csv': 'id\n1\n',
      'closed/two.csv': 'id\n1\n',
      'closed/deep/three.csv': 'id\n1\n',
    });
    const whole = await here.sync();
    const before = await here.names();
    const closed = path.join(here.source, 'closed');
    onTestFinished(() => chmodSync(closed, 0o755));
    chmodSync(closed, 0o000);
    // The store is still to be written to, whoever we are.
    chmodSync(here.folder, 0o777);
    chmodSync(path.join(here.folder, 'open-metadata.db'), 0o666);
    await withoutPrivileges(async () => {
      const { exitCode, totals, reports } = await here.sync('--allow-removals');
      expect({ exitCode, removed: totals.removed }).toEqual({ exitCode: 4, removed: 0 });
      expect(reports[0]?.findings).toMatchObject([{ severity: 'unreadable', count: 1 }]);
      const { stdout } = await here.run('sync');
      expect(stdout).toContain(
        '! 1 unreadable: Part of the third party could not be read, cause A folder may not be read',
      );
      expect(stdout).toContain('EACCES');
      expect(stdout).toContain('\n    done    What was catalogued beneath it is kept as it was.\n    do      Grant');
    });
    expect(await here.names()).toEqual(before);
    chmodSync(closed, 0o755);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: whole.totals.stated } });
  });
});
