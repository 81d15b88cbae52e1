import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../runtime/redact.ts';
import { OutputClosedError, openScreen } from './screen.ts';
import type { OutputStream } from '../host.ts';
import type { CommandContext } from '../command-context.ts';

interface Fake extends OutputStream {
  readonly written: string[];
  fail(): void;
}

function stream(): Fake {
  const listeners: ((error: Error) => void)[] = [];
  const written: string[] = [];
  return {
    written,
    fail: () => listeners.forEach((listener) => listener(new Error('EPIPE'))),
    write: (text) => written.push(text) > 0,
    on: (_event, listener) => listeners.push(listener),
    once: () => undefined,
    off: () => undefined,
  };
}

async function screenWith(secrets: Readonly<Record<string, string>>) {
  const [stdout, stderr] = [stream(), stream()];
  const redactor = createRedactor();
  for (const [name, value] of Object.entries(secrets)) redactor.add(value, name);
  const context = { host: { stdout, stderr, environment: {} }, redactor } as unknown as CommandContext;
  return { screen: await openScreen(context, 'json'), stdout, stderr };
}

describe('the screen', () => {
  it('hides secrets in all that it shows, and JSON remains JSON', async () => {
    const { screen, stdout, stderr } = await screenWith({ '${env:PIN}': '1234', '${env:PW}': 'a"b\\c' });
    screen.printJson({ count: 1234, pin: 'it is 1234', password: 'a"b\\c', url: 'http://me:hidden@host/' });
    expect(JSON.parse(stdout.written.join(''))).toEqual({
      count: 1234,
      pin: 'it is ${env:PIN}',
      password: '${env:PW}',
      url: 'http://me:***@host/',
    });
    screen.print('a"b\\c\n');
    screen.tell('a"b\\c\n');
    expect([stdout.written.at(-1), stderr.written.at(-1)]).toEqual(['${env:PW}\n', '${env:PW}\n']);
  });

  it('leaves the data of the catalog as it is', async () => {
    const { screen, stdout } = await screenWith({ '${env:NAME}': 'orders' });
    await screen.printData({ name: 'orders', note: 'http://me:shown@host/' });
    expect(stdout.written).toEqual(['{"name":"orders","note":"http://me:shown@host/"}\n']);
  });

  it('writes no more when nobody reads, and ends what only writes', async () => {
    const { screen, stdout } = await screenWith({});
    stdout.fail();
    screen.print('x');
    screen.printJson({});
    await expect(screen.printData({})).rejects.toThrow(OutputClosedError);
    expect(stdout.written).toEqual([]);
  });
});
