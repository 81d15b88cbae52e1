import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { startFakeEgeria } from './fake-egeria.ts';
import type { FakeEgeria, FakeEgeriaOptions } from './fake-egeria.ts';
import type { LoggedCall } from './call-log.ts';
import { Gate } from './gate.ts';
import { findByNameBody, newElementBody, plainCaller } from './plain-caller.ts';

const FIND = '/metadata-elements/by-search-conditions';
const ELEMENTS = '/metadata-elements';

let running: FakeEgeria[] = [];

afterEach(async () => {
  await Promise.all(running.map(async (fake) => fake.stop()));
  running = [];
});

async function started(options: FakeEgeriaOptions = {}): Promise<FakeEgeria> {
  const fake = await startFakeEgeria(options);
  running.push(fake);
  return fake;
}

const isCreation = (call: LoggedCall): boolean => call.operation === 'create-element';
const term = (name: string) => newElementBody('GlossaryTerm', { qualifiedName: name });

async function namesHeld(fake: FakeEgeria): Promise<string[]> {
  return (await Array.fromAsync(fake.store.find({ typeName: 'GlossaryTerm' }))).map((each) => each.qualifiedName);
}

describe('faults on demand', () => {
  it('resets the connection of the second creation before anything was done', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'reset', when: 'before' }, on: isCreation, from: 2, times: 1 });
    await caller.post(ELEMENTS, term('first'));
    await expect(caller.post(ELEMENTS, term('second'))).rejects.toThrow('fetch failed');
    await caller.post(ELEMENTS, term('third'));
    expect(await namesHeld(fake)).toEqual(['first', 'third']);
  });

  it('resets the connection when all of the work was done', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'reset', when: 'after' }, on: isCreation, times: 1 });
    await expect(caller.post(ELEMENTS, term('done'))).rejects.toThrow('fetch failed');
    expect(await namesHeld(fake)).toEqual(['done']);
  });

  it('breaks off in the middle of an answer', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'half-answer' }, on: isCreation });
    await expect(caller.post(ELEMENTS, term('done'))).rejects.toThrow('terminated');
    expect(await namesHeld(fake)).toEqual(['done']);
  });

  it('lets tokens die in the middle', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'dead-tokens' }, on: isCreation, from: 2, times: 1 });
    await caller.post(ELEMENTS, term('first'));
    expect(await caller.post(ELEMENTS, term('second'))).toMatchObject({ status: 401, text: '' });
    const again = await plainCaller(fake.origin);
    expect(await again.post(ELEMENTS, term('second'))).toMatchObject({ json: { relatedHTTPCode: 200 } });
  });

  it('answers with a web page, and with a status and when to come back', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    const remove = fake.faults.add({ fault: { kind: 'web-page', status: 200 } });
    expect((await caller.get('/open-metadata-types')).headers.get('content-type')).toBe('text/html');
    remove();
    fake.faults.add({ fault: { kind: 'status', status: 503, retryAfterSeconds: 7 } });
    const refused = await caller.get('/open-metadata-types');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '7']);
    fake.faults.clear();
    expect((await caller.get('/open-metadata-types/name/Asset')).status).toBe(200);
  });

  it('never answers until it stops', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'silence' }, on: isCreation });
    const outcome = caller.post(ELEMENTS, term('lost')).catch(() => 'broken');
    while (fake.calls.count('create-element') === 0) await caller.get('/open-metadata-types/name/Asset');
    await fake.stop();
    expect(await outcome).toBe('broken');
  });

  it.each([
    ['duplicate', 3],
    ['gap', 1],
  ] as const)('gives a listing a %s', async (kind, count) => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    for (const name of ['first', 'second']) await caller.post(ELEMENTS, term(name));
    fake.faults.add({ fault: { kind } });
    const listing = await caller.post(FIND, { class: 'FindRequestBody', metadataElementTypeName: 'GlossaryTerm' });
    expect(listing.json['elements']).toHaveLength(count);
  });

  it('doubles apostrophes that are written, and those of no search', async () => {
    const fake = await started();
    fake.faults.doublesApostrophes = true;
    const caller = await plainCaller(fake.origin);
    await caller.post(ELEMENTS, term("what's"));
    expect(await namesHeld(fake)).toEqual(["what''s"]);
    expect((await caller.post(FIND, findByNameBody('GlossaryTerm', "what's"))).json['elements']).toBeUndefined();
  });

  it('takes longer when it is told to', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.faults.add({ fault: { kind: 'latency', milliseconds: 40 } });
    const begun = performance.now();
    await caller.get('/open-metadata-types/name/Asset');
    expect(performance.now() - begun).toBeGreaterThan(38);
  });
});

describe('a platform that comes and goes', () => {
  it('forgets all tokens when it restarts, and nothing that it holds', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    await caller.post(ELEMENTS, term('kept'));
    fake.restart();
    // The caller may not have noticed yet that its connection is gone.
    await caller.get('/open-metadata-types/name/Asset').catch(() => 'broken');
    expect((await caller.get('/open-metadata-types/name/Asset')).status).toBe(401);
    const again = await plainCaller(fake.origin);
    expect((await again.post(FIND, findByNameBody('GlossaryTerm', 'kept'))).json['elements']).toHaveLength(1);
  });

  it('takes a token for an hour', async () => {
    const clock = fakeClock();
    const caller = await plainCaller((await started({ clock })).origin);
    clock.advance(3_599_000);
    expect((await caller.get('/open-metadata-types/name/Asset')).status).toBe(200);
    clock.advance(1000);
    expect((await caller.get('/open-metadata-types/name/Asset')).status).toBe(401);
  });

  it.each([
    [true, 'is answered'],
    [false, 'is not answered'],
  ])('dies after a call, which (%s) %s', async (lastIsAnswered) => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    fake.dieAfter(2, { lastIsAnswered });
    await caller.post(ELEMENTS, term('first'));
    const last = await caller.post(ELEMENTS, term('second')).then(
      () => 'answered',
      () => 'broken',
    );
    expect(last).toBe(lastIsAnswered ? 'answered' : 'broken');
    await expect(caller.post(ELEMENTS, term('third'))).rejects.toThrow('fetch failed');
    fake.revive();
    await caller.post(ELEMENTS, term('fourth'));
    expect(await namesHeld(fake)).toEqual(['first', 'second', 'fourth']);
  });
});

describe('what a platform tells of its calls', () => {
  it('counts them by operation', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    await caller.post(ELEMENTS, term('first'));
    await caller.post(ELEMENTS, term('second'));
    await caller.get('/no-such-thing');
    expect(fake.calls.byOperation()).toEqual({ token: 1, 'create-element': 2, unknown: 1 });
    fake.calls.clear();
    expect(fake.calls.count()).toBe(0);
  });

  it('tells of a call when its work is done', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    const told: string[] = [];
    fake.onDone((call) => told.push(`${String(call.number)} ${call.operation}`));
    await caller.post(ELEMENTS, term('first'));
    expect(told).toEqual(['2 create-element']);
  });
});

describe('a gate', () => {
  it('lets so many pass at once, and the others in their order', async () => {
    const gate = new Gate(2);
    const [entered, leave]: [string[], Map<string, () => void>] = [[], new Map()];
    const passing = ['one', 'two', 'three', 'four'].map(async (name) =>
      gate.pass(async () => {
        entered.push(name);
        await new Promise<void>((resolve) => void leave.set(name, resolve));
      }),
    );
    const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
    await turn();
    expect(entered).toEqual(['one', 'two']);
    leave.get('two')?.();
    await turn();
    expect(entered).toEqual(['one', 'two', 'three']);
    leave.get('one')?.();
    leave.get('three')?.();
    await turn();
    leave.get('four')?.();
    await Promise.all(passing);
    expect(entered).toEqual(['one', 'two', 'three', 'four']);
  });
});
