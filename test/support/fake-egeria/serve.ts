import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { certificates } from '../certificates.ts';
import { listen, serverFor, startFakeEgeria } from './fake-egeria.ts';
import { Gate } from './gate.ts';
import { LightPlatform } from './light-platform.ts';

/**
 * The stand-in as a process of its own, for measuring:
 *
 *     node test/support/fake-egeria/serve.ts --port 0 --latency 5 --parallelism 8 --light
 *
 * It prints its origin on the first line of stdout, and as JSON what it was asked: whenever a line comes on stdin, and when
 * it ends, by SIGTERM or with the process that it shares a pipe on stdin with.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** Milliseconds that each call takes. */
    latency: { type: 'string', default: '0' },
    /** Calls that are worked on at once. */
    parallelism: { type: 'string' },
    /** Forgets what it is told, and is as fast as it can be. */
    light: { type: 'boolean', default: false },
    /** Nobody may load archives. */
    'refuse-archives': { type: 'boolean', default: false },
    /** https, with the certificate for tests. */
    tls: { type: 'boolean', default: false },
  },
});

interface Running {
  readonly origin: string;
  counts(): unknown;
  stop(): Promise<void>;
}

const served = {
  port: Number(values.port),
  parallelism: values.parallelism === undefined ? Number.POSITIVE_INFINITY : Number(values.parallelism),
  ...(values.tls ? { tls: certificates } : {}),
};

async function serveLight(): Promise<Running> {
  const platform = new LightPlatform({
    gate: new Gate(served.parallelism),
    latencyMilliseconds: Number(values.latency),
    refusesArchives: values['refuse-archives'],
  });
  const server = serverFor(served, (request, response) => {
    platform.handle(request, response).catch(() => response.destroy());
  });
  return {
    origin: await listen(server, served),
    counts: () => platform.counts,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

async function serveWhole(): Promise<Running> {
  const fake = await startFakeEgeria(served);
  fake.faults.latencyMilliseconds = Number(values.latency);
  fake.faults.refusesArchives = values['refuse-archives'];
  return { origin: fake.origin, counts: () => ({ calls: fake.calls.byOperation() }), stop: async () => fake.stop() };
}

const running = await (values.light ? serveLight() : serveWhole());
process.stdout.write(`${running.origin}\n`);

function tell(): void {
  process.stdout.write(`${JSON.stringify(running.counts())}\n`);
}

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  tell();
  process.stdin.destroy();
  await running.stop();
}

process.once('SIGTERM', () => void end());
process.once('SIGINT', () => void end());
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) process.stdin.on('data', tell).on('end', () => void end());
