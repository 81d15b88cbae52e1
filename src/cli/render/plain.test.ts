import { expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { plainRenderer } from './plain.ts';
import type { Screen } from './screen.ts';

it('gives a sign of life every half minute, which says where each connector is', async () => {
  const clock = manualClock();
  let told = '';
  const screen = { tell: (text: string) => void (told += text) } as unknown as Screen;
  const renderer = plainRenderer(screen, { command: 'sync', clock, nextSteps: [] });
  const place = {
    serviceURLMarker: 'database-integrator',
    connectorName: 'orders',
    provider: 'postgresql',
    catalogTargetName: '',
  };
  renderer.onEvent({ kind: 'status', status: 'REFRESHING', nextRefresh: undefined, ...place });
  await clock.advance(29_999);
  expect(told).toBe('');
  await clock.advance(1);
  expect(told).toBe('orders: still refreshing, connecting\n');
  renderer.onEvent({
    kind: 'progress',
    stated: 12_000,
    place: 'sales\u001B[2J',
    ...place,
    catalogTargetName: 'archive',
  });
  await clock.advance(30_000);
  expect(told.split('\n').slice(1)).toEqual([
    'orders: still refreshing, connecting',
    String.raw`orders/archive: still refreshing, 12000 read, at sales\u001b[2J`,
    '',
  ]);
  await renderer.close();
  await clock.advance(60_000);
  expect(told.split('\n')).toHaveLength(4);
  expect(clock.asleep).toBe(0);
});
