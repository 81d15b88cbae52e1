import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from './measure.ts';
import type { Cost } from './measure.ts';
import { program } from './sync-command.ts';

/** What `--help` cost and what a script that does nothing did, on the same Node; a cost a run. */
export interface HelpFigures {
  readonly empty: readonly Cost[];
  readonly help: readonly Cost[];
}

/** So many in a row make up one cost, since the kernel's clock ticks in hundredths of a second. */
const times = 20;

export async function measureHelp(options: { readonly runs: number; readonly folder: string }): Promise<HelpFigures> {
  const output = path.join(options.folder, 'help.log');
  const script = path.join(options.folder, 'empty.js');
  writeFileSync(script, '');
  const empty = { program: process.execPath, parameters: [script], output };
  const help = { program: process.execPath, parameters: [program, '--help'], output };
  // The first one fills Node's compile cache.
  await measure(help);
  const figures = { empty: [] as Cost[], help: [] as Cost[] };
  for (let run = 1; run <= options.runs; run += 1) {
    figures.empty.push(await measure({ ...empty, times }));
    figures.help.push(await measure({ ...help, times }));
  }
  return figures;
}
