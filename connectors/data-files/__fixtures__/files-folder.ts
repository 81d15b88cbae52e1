import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tempFolder } from '../../../test/support/temp-folder.ts';

/** A folder of files for a test, with what differs from run to run. */
export interface FilesFolder {
  readonly config: { readonly path: string };
  readonly placeholders: Readonly<Record<string, string>>;
}

const CHANGED = new Date('2026-01-02T03:04:05.678Z');

/** A folder with these files, all last changed at the same time. */
export function filesFolder(files: Readonly<Record<string, string | Uint8Array>>): FilesFolder {
  const folder = tempFolder(files);
  const paths = ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((below) => path.join(folder, below));
  for (const each of paths) utimesSync(each, CHANGED, CHANGED);
  const created = paths.map((each) => [new Date(statSync(each).birthtimeMs).toISOString(), '{created}']);
  const placeholders = { ...Object.fromEntries(created), [folder]: '{folder}', [path.basename(folder)]: '{name}' };
  return { config: { path: folder }, placeholders };
}

const fixture = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

/** One of everything. */
export const oneOfEach: Readonly<Record<string, string | Uint8Array>> = {
  'README.md': '# Orders\n',
  'customers.csv': 'id;name;"street, city";vip\n1;Anna;"Am Markt 1\nBonn";true\n2;Bo;;false\n',
  'archive/2025.csv.gz': gzipSync('id\n1\n', { level: 0 }).fill(0, 4, 10),
  'archive/empty.csv': '',
  'archive/legacy.csv': Buffer.from('id,n\u{E4}me\n1,x\n', 'latin1'),
  'exports/deliveries.avro': fixture('deliveries.avro'),
  'exports/orders.parquet': fixture('orders.parquet'),
  'exports/orders.xlsx': fixture('orders.xlsx'),
  'exports/picture': Buffer.from('89504e470d0a1a0a', 'hex'),
  'exports/unknown.xyz': 'something',
  'sensors/readings.ndjson': '{"at": "2026-01-02", "value": 1.5}\n{"at": "2026-01-03"}\n',
  'sensors/sensors.json': '[{"id": 1, "place": {"city": "Bonn", "floors": [1, 2]}}]',
  'sensors/a.b::"c".json': '{"a.b": {"c": 1}, "a": {"b.c": 2}}',
};
