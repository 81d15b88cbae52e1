import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificates } from '../../support/certificates.ts';
import { startFakeEgeria } from '../../support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria, FakeEgeriaOptions } from '../../support/fake-egeria/fake-egeria.ts';
import { sampleDatabase, shop } from '../../support/sample-database.ts';
import { listening, platformOf, tomcatNeedsTls, wrongKindOfServer } from '../../support/small-platform.ts';
import { canary } from './canary.ts';
import { coco } from './coco.ts';
import type { Coco } from './coco.ts';

/** Database, schema, schema type, two tables with five columns. */
const elements = 10;

const tls = { certificate: certificates.certificate, key: certificates.key };

/** A catalog of a small database that is kept on a platform. */
async function shopOn(platformURL: string, settings: object = {}): Promise<Coco> {
  const here = coco(
    { EGERIA_PASSWORD: canary },
    {
      connectorName: 'shop',
      provider: 'sqlite-database',
      configurationProperties: { file: 'shop.sqlite' },
    },
  );
  await sampleDatabase(here.folder, 'shop.sqlite', shop);
  const signIn = { userId: 'daemonnpa', password: '${env:EGERIA_PASSWORD}' };
  here.keepIn({ type: 'egeria', platformURL, serverName: 'store', ...signIn, requestTimeoutSeconds: 5, ...settings });
  return here;
}

async function started(options: FakeEgeriaOptions = {}): Promise<FakeEgeria> {
  const platform = await startFakeEgeria({ users: { daemonnpa: canary }, ...options });
  onTestFinished(async () => platform.stop());
  return platform;
}

/** What `find` and `sync` say and how they end: the same, since neither can begin. */
async function refusalBy(here: Coco): Promise<string> {
  const found = await here.run('find', 'orders');
  const synced = await here.run('sync');
  expect([found.exitCode, synced.exitCode]).toEqual([3, 3]);
  expect(found.stdout).toBe('');
  const [id] = /EGERIA-INTEGRATE-[A-Z]+-\d{3}-\d{3}/u.exec(found.stderr) ?? [];
  expect(synced.stderr).toContain(id);
  return found.stderr;
}

describe('a platform', () => {
  it('that is not there is named', async () => {
    const said = await refusalBy(await shopOn('http://127.0.0.1:1'));
    expect(said).toContain('The Egeria platform cannot be reached, platform http://127.0.0.1:1, because ECONNREFUSED');
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-503-001');
  });

  it('that is some other web server gets no password', async () => {
    const bodies: string[] = [];
    const origin = await listening(
      createServer((request, response) => {
        request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
        request.on('end', () => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'));
      }),
    );
    expect(await refusalBy(await shopOn(origin))).toContain('EGERIA-INTEGRATE-OMAG-502-001');
    expect(bodies).toEqual([]);
  });

  it('that speaks TLS only is not spoken to without', async () => {
    const tomcat = createSocketServer((socket) => socket.once('data', () => socket.end(tomcatNeedsTls)));
    const said = await refusalBy(await shopOn(await listening(tomcat)));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-495-004');
    expect(said).toContain('Write https:// instead of http:// into platformURL');
  });

  it('that speaks no TLS is told apart', async () => {
    const { origin } = await started();
    expect(await refusalBy(await shopOn(origin.replace('http:', 'https:')))).toContain('EGERIA-INTEGRATE-OMAG-495-003');
  });

  it('that is too old is left alone', async () => {
    const said = await refusalBy(await shopOn(await platformOf('4.2', () => undefined)));
    expect(said).toContain('The Egeria platform is too old');
    expect(said).toContain('version 4.2');
  });

  it('that says nothing is given up', async () => {
    const platform = await started();
    platform.faults.add({ fault: { kind: 'silence' } });
    const here = await shopOn(platform.origin, { requestTimeoutSeconds: 1 });
    const { exitCode, stderr } = await here.run('find', 'orders');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('EGERIA-INTEGRATE-OMAG-504-001');
  });
});

describe('a certificate', () => {
  it('that nobody known has signed is not trusted', async () => {
    const { origin } = await started({ tls });
    const said = await refusalBy(await shopOn(origin));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-495-001');
    expect(said).toContain('caFile');
  });

  it('is trusted by its authority, and by its fingerprint', async () => {
    const { origin } = await started({ tls });
    const here = await shopOn(origin);
    const settings = { type: 'egeria', platformURL: origin, serverName: 'store' };
    const signIn = { userId: 'daemonnpa', password: '${env:EGERIA_PASSWORD}' };
    for (const trust of [{ caFile: certificates.caFile }, { certificateFingerprint: certificates.fingerprint }]) {
      here.keepIn({ ...settings, ...signIn, ...trust });
      const { exitCode, stderr } = await here.run('sync');
      expect(exitCode).toBe(0);
      expect(stderr).not.toContain('certificate');
    }
  });

  it('that is another than the pinned one is not trusted, and shown', async () => {
    const { origin } = await started({ tls });
    const said = await refusalBy(await shopOn(origin, { certificateFingerprint: '00'.repeat(32) }));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-495-002');
    expect(said.replaceAll(/\s+/gu, '')).toContain(certificates.fingerprint);
  });

  it('is not looked at when asked not to, with a warning each time', async () => {
    const { origin } = await started({ tls });
    const here = await shopOn(origin, { verifyCertificates: false });
    for (const command of ['sync', 'sync', 'export']) {
      const { exitCode, stderr } = await here.run(command);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('The certificate of the Egeria platform is not verified');
    }
  });
});

describe('a server', () => {
  it('that is not started is named, with what Egeria says of it', async () => {
    const { origin } = await started();
    const said = await refusalBy(await shopOn(origin, { serverName: 'nosuch' }));
    expect(said).toContain('No server of this name runs on the Egeria platform');
    expect(said).toContain('OMAG-MULTI-TENANT-404-001');
    expect(said).toMatch(/^ {4}egeria {2}\S/mu);
  });

  it('of another kind is refused', async () => {
    const origin = await platformOf('6.1', () => wrongKindOfServer);
    const said = await refusalBy(await shopOn(origin, { serverName: 'daemon' }));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-404-002');
    expect(said).toContain('server daemon');
  });

  it('that is a view server does as well, with a warning', async () => {
    const { origin } = await started();
    const here = await shopOn(origin, { serverName: 'view' });
    const first = await here.sync();
    expect(first.totals).toMatchObject({ created: elements, failed: 0 });
    expect(first.stdout).toContain('EGERIA-INTEGRATE-OMAG-200-002');
    expect((await here.sync()).totals).toMatchObject({ unchanged: elements });
    expect(await here.names()).toHaveLength(elements);
  });

  it('of a version that was not tested is worked with, with a warning', async () => {
    const origin = await platformOf('7.0', () => '{"class":"OpenMetadataElementsResponse","relatedHTTPCode":200}');
    const { exitCode, stderr } = await (await shopOn(origin)).run('find', 'orders');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('EGERIA-INTEGRATE-OMAG-200-001');
    expect(stderr).toContain('version 7.0');
  });
});

describe('a user', () => {
  it('with a wrong password is refused, and the password is told nobody', async () => {
    const { origin } = await started({ users: { daemonnpa: 'another' } });
    const said = await refusalBy(await shopOn(origin));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-401-001');
    expect(said).toContain('user daemonnpa');
  });

  it('without permission is refused', async () => {
    const { origin } = await started({ usersWithoutRights: ['daemonnpa'] });
    const said = await refusalBy(await shopOn(origin));
    expect(said).toContain('EGERIA-INTEGRATE-OMAG-403-001');
    expect(said).toContain('user daemonnpa');
  });

  it('may sign in by a command, which is told nobody', async () => {
    const { origin } = await started();
    const request = `{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({userId:'daemonnpa',password:process.env.EGERIA_PASSWORD})}`;
    const script = `fetch('${origin}/api/token',${request}).then(async r=>console.log(await r.text()))`;
    const settings = { password: undefined, userId: undefined, tokenCommand: `node -e "${script}"` };
    const here = await shopOn(origin, settings);
    const sync = here.spawn(['sync'], { env: { EGERIA_PASSWORD: canary, PATH: pathOfNode() } });
    expect((await sync.done).exitCode).toBe(0);
    expect(await here.run('find')).toMatchObject({ exitCode: 3 });
  });
});

describe('in the middle of a sync', () => {
  it('tokens may die', async () => {
    const platform = await started();
    platform.faults.add({ fault: { kind: 'dead-tokens' }, from: 8, times: 1 });
    const here = await shopOn(platform.origin);
    expect((await here.sync()).totals).toMatchObject({ created: elements, failed: 0 });
  });

  it('an answer that is no JSON is told, and the next sync sets it right', async () => {
    const platform = await started();
    platform.faults.refusesArchives = true;
    const here = await shopOn(platform.origin);
    platform.faults.add({
      fault: { kind: 'web-page', status: 200 },
      on: ({ operation }) => operation === 'create-element',
      from: 4,
      times: 1,
    });
    const { exitCode, stdout } = await here.sync();
    expect(exitCode).toBeGreaterThan(0);
    expect(stdout).toContain('EGERIA-INTEGRATE-OMAG-502-001');
    expect((await here.sync()).exitCode).toBe(0);
    expect(await here.names()).toHaveLength(elements);
  });
});

describe('a server that doubles apostrophes', () => {
  it('makes no difference, though the ledger is lost', async () => {
    const platform = await started();
    platform.faults.doublesApostrophes = true;
    const here = await shopOn(platform.origin);
    const odd = `create table "it's" ("what's" text default 'o''clock', "plain" text check ("plain" <> ''));`;
    await sampleDatabase(here.folder, 'shop.sqlite', odd);
    const first = await here.sync();
    expect(first.totals).toMatchObject({ created: elements + 3, failed: 0 });
    for (const round of ['with the ledger', 'without it']) {
      if (round === 'without it') rmSync(path.join(here.folder, 'sync-ledger'), { recursive: true });
      expect([round, (await here.sync()).totals]).toMatchObject([round, { unchanged: elements + 3, created: 0 }]);
    }
    expect(await here.names()).toHaveLength(elements + 3);
  });
});

function pathOfNode(): string {
  return process.execPath.slice(0, process.execPath.lastIndexOf('/'));
}
