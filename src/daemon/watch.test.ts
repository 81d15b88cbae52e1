import { describe, expect, it, onTestFinished } from 'vitest';
import { definitionOf, runInput } from '../../test/support/daemon-world.ts';
import type { TestConnector } from '../../test/support/daemon-world.ts';
import { startFakeEgeria } from '../../test/support/fake-egeria/fake-egeria.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { ManualClock } from '../../test/support/manual-clock.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { NotAuthorizedError, UnavailableError } from '../messages/error-kinds.ts';
import { defineMessages } from '../messages/message.ts';
import type { DaemonEvent } from '../report/events.ts';
import { watch } from './watch.ts';
import type { WatchOutcome } from './watch.ts';

const messages = defineMessages({
  away: { id: 'TEST-503-001', text: 'It is away', systemAction: 'Nothing.', userAction: 'Wait.' },
});

const minute = 60_000;

interface Watched {
  readonly clock: ManualClock;
  readonly stop: () => void;
  readonly outcome: Promise<WatchOutcome>;
  /** Minutes since the start at which refreshes of a connector began. */
  readonly starts: (name: string) => readonly number[];
  /** Statuses of a connector, in their order. */
  readonly statuses: (name: string) => readonly string[];
  readonly events: readonly DaemonEvent[];
}

async function watched(connectors: readonly TestConnector[], clock = manualClock()): Promise<Watched> {
  const controller = new AbortController();
  const begin = clock.now();
  const input = runInput(definitionOf(connectors), { clock, signal: controller.signal });
  const times: { readonly name: string; readonly time: number }[] = [];
  const outcome = watch({
    ...input,
    onEvent(event) {
      input.onEvent(event);
      if (event.kind !== 'status' || event.status !== 'REFRESHING') return;
      times.push({ name: nameOf(event), time: (clock.now() - begin) / minute });
    },
  });
  onTestFinished(() => controller.abort());
  const targets = connectors.flatMap(({ targets: names = [''] }) => names).length;
  await clock.until(() => input.events.filter((event) => event.kind === 'status').length >= targets);
  return {
    clock,
    stop: () => controller.abort(),
    outcome,
    starts: (name) => times.filter((each) => each.name === name).map(({ time }) => time),
    statuses: (name) =>
      input.events.flatMap((event) => (event.kind === 'status' && nameOf(event) === name ? [event.status] : [])),
    events: input.events,
  };
}

function nameOf({ connectorName, catalogTargetName }: { connectorName: string; catalogTargetName: string }): string {
  return catalogTargetName === '' ? connectorName : `${connectorName}/${catalogTargetName}`;
}

/** Fails a number of times, then goes well. */
function failing(times: number, error: () => Error): () => Promise<void> {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw error();
  };
}

describe('watch', () => {
  it('refreshes at once, and again so many minutes after the end of the last refresh', async () => {
    const clock = manualClock();
    const world = await watched([{ name: 'slow', interval: 10, refresh: () => clock.sleep(4 * minute) }], clock);
    await clock.advance(60 * minute);
    expect(world.starts('slow')).toEqual([0, 14, 28, 42, 56]);
    expect(world.statuses('slow').slice(0, 4)).toEqual(['INITIALIZED', 'REFRESHING', 'WAITING', 'REFRESHING']);
    const waiting = world.events.find((event) => event.kind === 'status' && event.status === 'WAITING');
    expect(waiting).toMatchObject({ nextRefresh: '2027-01-01T12:14:00.000Z' });
  });

  it('refreshes once where the interval is 0', async () => {
    const world = await watched([{ name: 'once', interval: 0 }]);
    await world.clock.advance(24 * 60 * minute);
    expect(world.starts('once')).toEqual([0]);
  });

  it('runs connectors side by side: one that hangs delays no other', async () => {
    const world = await watched([
      { name: 'hangs', interval: 1, refresh: () => new Promise(() => undefined) },
      { name: 'runs', interval: 10 },
    ]);
    await world.clock.advance(25 * minute);
    expect(world.starts('hangs')).toEqual([0]);
    expect(world.starts('runs')).toEqual([0, 10, 20]);
  });

  it('backs off from a connector that fails, and goes on as before when it has healed', async () => {
    const clock = manualClock();
    // Each refresh tries to connect twice, a second apart.
    const connect = failing(10, () => new UnavailableError(messages.away()));
    const world = await watched([{ name: 'away', interval: 10, connect }], clock);
    await clock.advance(450 * minute);
    expect(world.starts('away').map(Math.floor)).toEqual([0, 1, 6, 36, 216, 396, 406, 416, 426, 436, 446]);
    expect(world.statuses('away').slice(0, 4)).toEqual([
      'INITIALIZED',
      'REFRESHING',
      'INITIALIZE_FAILED',
      'REFRESHING',
    ]);
    expect(world.statuses('away').at(-1)).toBe('WAITING');
  });

  it('tries again seldom where that seldom helps, and on what failed in the middle too', async () => {
    const world = await watched([
      { name: 'refused', connect: failing(1, () => new NotAuthorizedError(messages.away())), interval: 10 },
      { name: 'broke', refresh: failing(1, () => new UnavailableError(messages.away())), interval: 10 },
      { name: 'bug', refresh: failing(1, () => new TypeError('undefined is not a function')), interval: 10 },
    ]);
    await world.clock.advance(185 * minute);
    expect(world.starts('refused')).toEqual([0, 180]);
    expect(world.statuses('refused').slice(0, 3)).toEqual(['INITIALIZED', 'REFRESHING', 'FAILED']);
    expect(world.starts('broke').slice(0, 3)).toEqual([0, 1, 11]);
    expect(world.starts('bug')).toEqual([0, 180]);
  });

  it('refreshes the targets of a connector one after the other, each by its own schedule', async () => {
    const clock = manualClock();
    const refresh = failing(1, () => new UnavailableError(messages.away()));
    const world = await watched([{ name: 'two', targets: ['one', 'other'], interval: 20, refresh }], clock);
    await clock.advance(45 * minute);
    expect(world.starts('two/one')).toEqual([0, 1, 21, 41]);
    expect(world.starts('two/other')).toEqual([0, 20, 40]);
  });

  it('waits for the start date, and ends with the stop date', async () => {
    const startDate = '2027-01-01T13:00:00Z';
    const stopDate = '2027-01-01T13:30:00Z';
    const world = await watched([{ name: 'bounded', interval: 10, startDate, stopDate }]);
    await world.clock.advance(600 * minute);
    expect(world.starts('bounded')).toEqual([60, 70, 80, 90]);
  });

  it('aborts, disconnects and tells so when it is stopped', async () => {
    const disconnected: string[] = [];
    const clock = manualClock();
    const untilAbort = (signal: AbortSignal): Promise<void> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const world = await watched(
      [
        { name: 'busy', refresh: untilAbort, disconnect: async () => void disconnected.push('busy') },
        { name: 'idle', disconnect: async () => void disconnected.push('idle') },
      ],
      clock,
    );
    await clock.advance(minute);
    expect(disconnected).toEqual(['idle']);
    world.stop();
    expect(await world.outcome).toMatchObject({ stopped: true });
    expect(disconnected).toEqual(['idle', 'busy']);
    expect(world.statuses('busy').at(-1)).toBe('STOPPED');
    expect(world.statuses('idle').at(-1)).toBe('STOPPED');
    expect(clock.asleep).toBe(0);
  });

  it('ends without a connector that does not stop within 10 seconds', async () => {
    const world = await watched([{ name: 'deaf', connect: () => new Promise(() => undefined) }]);
    await world.clock.advance(minute);
    world.stop();
    await world.clock.advance(9_999);
    expect(world.events.at(-1)?.kind).not.toBe('notice');
    await world.clock.advance(1);
    expect(await world.outcome).toMatchObject({ stopped: false });
    expect(world.events.at(-1)).toMatchObject({ kind: 'notice', message: { id: 'EGERIA-INTEGRATE-DAEMON-504-001' } });
  });

  it('goes on when a connector cannot disconnect', async () => {
    const world = await watched([
      { name: 'rude', interval: 5, disconnect: failing(1, () => new Error('still busy')) },
      { name: 'stuck', interval: 5, disconnect: () => new Promise(() => undefined) },
    ]);
    await world.clock.advance(11 * minute);
    expect(world.starts('rude')).toEqual([0, 5, 10]);
    // Five seconds are waited for each disconnect.
    expect(world.starts('stuck').map(Math.floor)).toEqual([0, 5, 10]);
    const notices = world.events.filter((event) => event.kind === 'notice');
    expect(notices.map(({ cause }) => cause)).toEqual([
      'still busy',
      'it took too long',
      'it took too long',
      'it took too long',
    ]);
  });
});

describe('watch with a metadata access server', () => {
  it('waits for one that is not there, with growing pauses, and begins when it is', async () => {
    const platform = await startFakeEgeria();
    onTestFinished(async () => platform.stop());
    platform.dieAfter(0);
    const clock = manualClock();
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const definition = { ...definitionOf([{ name: 'orders' }]), ...serverAt(platform.origin) };
    const input = runInput(definition, { clock, signal: controller.signal });
    const outcome = watch(input);
    const statuses = (): readonly string[] =>
      input.events.flatMap((event) => (event.kind === 'status' ? [event.status] : []));
    await clock.until(() => clock.asleep > 0);
    await clock.advance(minute);
    await clock.until(() => statuses().length === 2 && clock.asleep > 0);
    expect(statuses()).toEqual(['INITIALIZE_FAILED', 'INITIALIZE_FAILED']);
    const next = input.events.flatMap((event) => (event.kind === 'status' ? [event.nextRefresh] : []));
    expect(next).toEqual(['2027-01-01T12:01:00.000Z', '2027-01-01T12:06:00.000Z']);
    platform.revive();
    await clock.advance(5 * minute);
    await clock.until(() => statuses().includes('WAITING'));
    controller.abort();
    const { stopped, tally } = await outcome;
    expect(stopped).toBe(true);
    expect(tally.result(0).totals).toMatchObject({ stated: 1, created: 1 });
  });
});

/** How a definition names a metadata access server as its store. */
function serverAt(platformURL: string) {
  const value = {
    type: 'egeria',
    platformURL,
    serverName: 'store',
    userId: 'baseline',
    password: 'baseline',
    ledger: tempFolder(),
  };
  const { storeSettings } = definitionOf([]);
  return { storeSettings: { ...storeSettings, value } };
}
