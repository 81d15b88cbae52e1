import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from './measure.ts';
import type { Cost, MeasureOptions } from './measure.ts';
import { limitCommand } from './physical-limit.ts';
import { measureSync, removeStore, writeDefinition } from './sync-command.ts';

/** What was measured of a folder of small files; a cost a run. */
export interface FilesFigures {
  readonly source: FilesSource;
  /** Walking the folder, taking each file's status and reading its first 64 KiB. */
  readonly limits: readonly Cost[];
  readonly first: readonly Cost[];
  readonly unchanged: readonly Cost[];
}

/** A file of a kind: how its name ends, and a content that fits into a block. */
interface Sample {
  readonly ending: string;
  readonly content: string | Uint8Array;
}

const kindsWithoutColumns: readonly Sample[] = [
  { ending: '.txt', content: 'A note that nobody will read again, kept for years all the same.\n'.repeat(8) },
  { ending: '.log', content: '2026-11-22T10:00:00Z INFO all is well\n'.repeat(20) },
  { ending: '.md', content: '# Title\n\nSome *text* with a [link](https://example.org).\n' },
  { ending: '.xml', content: '<?xml version="1.0"?>\n<order id="1"><item>pen</item></order>\n' },
  { ending: '.yaml', content: 'name: sample\nitems:\n  - one\n  - two\n' },
  { ending: '.html', content: '<!doctype html>\n<title>Page</title>\n<p>Text.\n' },
  {
    ending: '.png',
    content: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82),
  },
  { ending: '', content: 'What has no extension is a file too.\n' },
];

const csv: Sample = { ending: '.csv', content: 'id,amount,paid\n1,12.50,true\n2,8.00,false\n' };

/** Files without columns: each is one element. */
export const plainFiles: FilesSource = {
  name: 'small files',
  files: 100_000,
  elements: 100_000,
  samples: [
    ...kindsWithoutColumns,
    { ending: '.sh', content: '#!/bin/sh\necho done\n' },
    { ending: '.properties', content: 'colour=blue\nsize=3\n' },
  ],
};

/** Every fifth of them a CSV file, whose schema type and three columns are elements too. */
export const mixedFiles: FilesSource = {
  name: 'small files, a fifth of them CSV',
  files: 100_000,
  elements: 180_000,
  samples: [...kindsWithoutColumns.slice(0, 4), csv, ...kindsWithoutColumns.slice(4), csv],
};

/** A folder of small files, so many of each kind. */
export interface FilesSource {
  readonly name: string;
  readonly files: number;
  /** How many elements there are in them; the folders are elements too. */
  readonly elements: number;
  readonly samples: readonly Sample[];
}

const filesInFolder = 250;

/** Makes a folder of small files and measures the limit and `sync` on it by turns, `runs` times. */
export async function measureFiles(source: FilesSource, options: MeasureOptions): Promise<FilesFigures> {
  const { runs, progress } = options;
  const { files, elements, name } = source;
  const folder = path.join(options.folder, name.replaceAll(/\W+/g, '-'));
  progress(`${files} ${name}: making them`);
  makeFiles(path.join(folder, 'tree'), source);
  const definition = writeDefinition(folder, {
    service: 'files-integrator',
    provider: 'data-files',
    configuration: '{ path: ./tree }',
  });
  const walk = limitCommand('walk', [path.join(folder, 'tree')], path.join(folder, 'walk.json'));
  const figures = { limits: [] as Cost[], first: [] as Cost[], unchanged: [] as Cost[] };
  await measure(walk);
  for (let run = 1; run <= runs; run += 1) {
    progress(`${files} ${name}: run ${run} of ${runs}`);
    figures.limits.push(await measure(walk));
    const counted = JSON.parse(readFileSync(walk.output, 'utf8')) as { files: number };
    if (counted.files !== files) throw new Error(`The limit walked ${counted.files} files.`);
    removeStore(definition);
    const first = await measureSync(definition, { updated: 0, unchanged: 0 });
    if (first.stated < elements) throw new Error(`A sync stated ${first.stated} elements for ${name}.`);
    figures.first.push(first);
    figures.unchanged.push(await measureSync(definition, { created: 0, updated: 0, unchanged: first.stated }));
  }
  return { source, ...figures };
}

/** Makes folders with files of one kind each, as folders mostly have. */
function makeFiles(folder: string, { files, samples }: FilesSource): void {
  for (let from = 0; from < files; from += filesInFolder) {
    const number = from / filesInFolder;
    const inner = path.join(folder, String(number % 7), String(number));
    const { ending, content } = samples[number % samples.length] ?? { ending: '', content: '' };
    mkdirSync(inner, { recursive: true });
    for (let file = 0; file < filesInFolder; file += 1) {
      writeFileSync(path.join(inner, `file-${from + file}${ending}`), content);
    }
  }
}
