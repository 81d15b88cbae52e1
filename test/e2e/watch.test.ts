import { setImmediate as turn } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leapingClock } from '../support/leaping-clock.ts';
import { eventsIn, startCli } from '../support/run-cli.ts';
import type { CliOptions, RunningCli } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function watching(
  files: Readonly<Record<string, string>>,
  options: Partial<CliOptions> & { readonly args?: readonly string[] } = {},
): Promise<
  RunningCli & { readonly cwd: string; readonly shows: (text: string | RegExp, times?: number) => Promise<void> }
> {
  const cwd = tempFolder({ 'egeria-integrate.yaml': sqliteDefinition(files, '        refreshTimeInterval: 10\n') });
  await sampleDatabase(cwd, 'shop.sqlite', shop);
  const running = startCli(['watch', ...(options.args ?? [])], { ...options, cwd });
  onTestFinished(() => {
    running.signal('SIGTERM');
  });
  return {
    ...running,
    cwd,
    async shows(text, times = 1) {
      const all = (): string => running.stdout() + running.stderr();
      const count = (): number =>
        all().match(typeof text === 'string' ? new RegExp(RegExp.escape(text), 'g') : text)?.length ?? 0;
      while (count() < times) await turn();
    },
  };
}

describe('watch', () => {
  it('tells of every refresh in a line, heals by itself and ends with 0 on SIGTERM', async () => {
    const clock = leapingClock();
    const running = await watching({ shop: 'shop.sqlite', late: 'late.sqlite' }, { clock });
    const haveRested = async (): Promise<void> => {
      while (clock.pausing < 2) await turn();
    };
    await running.shows('shop: WAITING, next refresh at ');
    await running.shows('late: INITIALIZE_FAILED, next refresh at ');
    expect(running.stderr()).toMatch(/late: 0 stated, [\d.]+ s, failed: The SQLite database file does not exist/);
    await haveRested();

    await sampleDatabase(running.cwd, 'late.sqlite', shop);
    clock.leap();
    await running.shows('late: 10 stated (10 created)');
    await running.shows('late: WAITING, next refresh at ');
    await haveRested();

    await sampleDatabase(running.cwd, 'shop.sqlite', 'alter table customer add column email text');
    clock.leap();
    await running.shows('shop: 11 stated (1 created, 10 unchanged)');
    await haveRested();

    running.signal('SIGTERM');
    expect(await running.done).toMatchObject({ exitCode: 0, stdout: '' });
    expect(running.stderr()).toMatch(/ shop: STOPPED$/m);
    expect(running.stderr()).toMatch(/ late: STOPPED$/m);
    expect(running.endedAtOnce).toEqual([]);
    expect(clock.pausing).toBe(0);
  });

  it('is interrupted by SIGINT, and ended at once by a second one', async () => {
    const running = await watching({ shop: 'shop.sqlite' });
    await running.shows('shop: WAITING');
    running.signal('SIGINT');
    running.signal('SIGINT');
    expect(running.endedAtOnce).toEqual([130]);
    expect(await running.done).toMatchObject({ exitCode: 130 });
  });

  it('speaks JSON to programs', async () => {
    const running = await watching({ shop: 'shop.sqlite' }, { args: ['--output', 'json'] });
    await running.shows('"status":"WAITING"');
    running.signal('SIGTERM');
    const result = await running.done;
    expect(result.exitCode).toBe(0);
    const statuses = eventsIn(result).flatMap((event) => (event.kind === 'status' ? [event.status] : []));
    expect(statuses).toEqual(['INITIALIZED', 'REFRESHING', 'WAITING', 'STOPPED']);
    expect(eventsIn(result).at(-1)).toMatchObject({ kind: 'result', exitCode: 0, totals: { stated: 10, created: 10 } });
  });

  it('keeps a line per connector in place at a terminal', async () => {
    const running = await watching(
      { shop: 'shop.sqlite', orders: 'shop.sqlite' },
      { columns: 80, env: { NO_COLOR: '1' } },
    );
    await running.shows(/shop {3}WAITING {11}next \d\d:\d\d UTC · 10 stated/g);
    await running.shows(/orders WAITING/g);
    running.signal('SIGTERM');
    const { stderr } = await running.done;
    expect(stderr).toContain('\u001B[0JStopping after the batch in hand. Once more to stop at once.\n');
    // Each drawing erases the lines of the one before.
    const [last = ''] = stderr.split('\u001B[0J').slice(-1);
    expect(last).toMatch(/^shop {3}STOPPED .*\norders STOPPED .*\n$/);
    expect(Math.max(...stderr.split('\n').map((line) => stripVTControlCharacters(line).length))).toBeLessThanOrEqual(
      80,
    );
  });

  it('refuses a definition that is wrong', async () => {
    const running = await watching({ shop: 'shop.sqlite' }, { args: ['--connector', 'shpo'] });
    expect(await running.done).toMatchObject({ exitCode: 2 });
  });
});
