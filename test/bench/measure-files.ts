import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from './measure.ts';
import type { Cost } from './measure.ts';
import { limitCommand } from './physical-limit.ts';
import { measureSync, removeStore, writeDefinition } from './sync-command.ts';

/** What was measured of a folder of small files; a cost a run. */
export interface FilesFigures {
  readonly files: number;
  /** Walking the folder, taking each file's status and reading its first 64 KiB. */
  readonly limits: readonly Cost[];
  readonly first: readonly Cost[];
  readonly unchanged: readonly Cost[];
}

const fileCount = 100_000;
const filesInFolder = 250;

/** What a tenth of the files holds each: names as they occur, contents that fit into a block. */
const samples: readonly { readonly ending: string; readonly content: string | Uint8Array }[] = [
  { ending: '.csv', content: 'id,name,amount\n1,Ada,12.50\n2,Grace,7.25\n3,Edsger,99.00\n' },
  { ending: '.json', content: '{"id": 7, "name": "Ada", "tags": ["first", "analytical"]}\n' },
  { ending: '.txt', content: 'A note that nobody will read again, kept for years all the same.\n'.repeat(8) },
  { ending: '.log', content: '2026-11-22T10:00:00Z INFO all is well\n'.repeat(20) },
  { ending: '.md', content: '# Title\n\nSome *text* with a [link](https://example.org).\n' },
  { ending: '.xml', content: '<?xml version="1.0"?>\n<order id="1"><item>pen</item></order>\n' },
  { ending: '.yaml', content: 'name: sample\nitems:\n  - one\n  - two\n' },
  {
    ending: '.png',
    content: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82),
  },
  { ending: '.sh', content: '#!/bin/sh\necho done\n' },
  { ending: '', content: 'What has no extension is a file too.\n' },
];

/** Makes a folder of 100,000 small files and measures the limit and `sync` on it by turns, `runs` times. */
export async function measureFiles(options: {
  readonly runs: number;
  readonly folder: string;
  readonly progress: (text: string) => void;
}): Promise<FilesFigures> {
  const { runs, progress } = options;
  const folder = path.join(options.folder, 'files');
  progress(`files: making ${fileCount} of them`);
  makeFiles(path.join(folder, 'tree'));
  const definition = writeDefinition(folder, {
    service: 'files-integrator',
    provider: 'data-files',
    configuration: '{ path: ./tree }',
  });
  const walk = limitCommand('walk', [path.join(folder, 'tree')], path.join(folder, 'walk.json'));
  const figures = { limits: [] as Cost[], first: [] as Cost[], unchanged: [] as Cost[] };
  await measure(walk);
  for (let run = 1; run <= runs; run += 1) {
    progress(`files: run ${run} of ${runs}`);
    figures.limits.push(await measure(walk));
    const counted = JSON.parse(readFileSync(walk.output, 'utf8')) as { files: number };
    if (counted.files !== fileCount) throw new Error(`The limit walked ${counted.files} files.`);
    removeStore(definition);
    const first = await measureSync(definition, { updated: 0, unchanged: 0 });
    if (first.stated < fileCount) throw new Error(`A sync stated ${first.stated} elements for ${fileCount} files.`);
    figures.first.push(first);
    figures.unchanged.push(await measureSync(definition, { created: 0, updated: 0, unchanged: first.stated }));
  }
  return { files: fileCount, ...figures };
}

function makeFiles(folder: string): void {
  for (let from = 0; from < fileCount; from += filesInFolder) {
    const inner = path.join(folder, String(from % 7), String(from));
    mkdirSync(inner, { recursive: true });
    for (let number = from; number < from + filesInFolder; number += 1) {
      const { ending, content } = samples[number % samples.length] ?? { ending: '', content: '' };
      writeFileSync(path.join(inner, `file-${number}${ending}`), content);
    }
  }
}
