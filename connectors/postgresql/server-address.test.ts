import { describe, expect, it } from 'vitest';
import { userInfo } from 'node:os';
import { ConfigurationError } from '../../src/kit/index.ts';
import { parseServerAddress } from './server-address.ts';

describe('a connection URL', () => {
  it('says where the server is and who signs in', () => {
    expect(
      parseServerAddress('postgresql://ann:s3cret@db.example:6432/shop?sslmode=verify-ca&sslrootcert=ca.pem'),
    ).toEqual({
      host: 'db.example',
      port: 6432,
      user: 'ann',
      password: 's3cret',
      database: 'shop',
      sslMode: 'verify-ca',
      caFile: 'ca.pem',
      serverName: 'db.example:6432',
    });
  });

  // What libpq makes of these (PostgreSQL 18, section 32.1.1.2).
  it.each([
    ['postgres://localhost', { host: 'localhost', port: 5432, database: undefined, serverName: 'localhost:5432' }],
    ['postgresql://', { host: 'localhost', port: 5432, database: undefined, user: userInfo().username }],
    ['postgresql://localhost/', { database: undefined }],
    ['postgresql://ann@localhost/shop', { user: 'ann', password: undefined, database: 'shop' }],
    [
      'postgresql://localhost/other?user=ann&password=s3cret&port=6543',
      { user: 'ann', password: 's3cret', port: 6543 },
    ],
    ['postgresql://localhost?dbname=shop', { database: 'shop' }],
    ['postgresql://[2001:db8::1]:5433/shop', { host: '2001:db8::1', port: 5433, serverName: '[2001:db8::1]:5433' }],
    [
      'postgresql:///shop?host=/var/run/postgresql',
      { host: '/var/run/postgresql', serverName: '/var/run/postgresql:5432' },
    ],
    ['postgresql://ann@/shop?host=/run', { host: '/run', user: 'ann' }],
    ['postgresql://%2Fvar%2Frun%2Fpostgresql/shop', { host: '/var/run/postgresql', database: 'shop' }],
    ['postgresql://a%40b:p%3A%2F%3F%25@localhost/my%2Fshop', { user: 'a@b', password: 'p:/?%', database: 'my/shop' }],
    ['postgresql://ann:with@sign@localhost/shop', { password: 'with@sign', host: 'localhost' }],
    ['postgresql://ann:a:b@localhost/shop', { user: 'ann', password: 'a:b' }],
    [' postgresql://localhost/shop\n', { database: 'shop' }],
    ['postgresql://LOCALHOST/Shop', { serverName: 'LOCALHOST:5432', database: 'Shop' }],
  ])('is read as libpq does: %s', (url, expected) => {
    expect(parseServerAddress(url)).toMatchObject(expected);
  });

  it.each([
    ['mysql://ann:CANARY@localhost/shop', 'it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['CANARY', 'it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgresql://ann:CANARY@localhost:port/shop', 'its port is not a number from 1 to 65535'],
    ['postgresql://ann:CANARY@localhost:70000/shop', 'its port is not a number from 1 to 65535'],
    // A password with a slash that is not encoded ends the address before the sign that was to follow it.
    ['postgresql://ann:CANARY/x@localhost', 'it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgresql://ann:12/CANARY@localhost', 'it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgresql://ann:12/CANARY/shop', 'it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    ['postgresql://ann:CANARY%zz@localhost/shop', 'the percent-encoding of its password is wrong'],
    ['postgresql://ann:CANARY@one,two/shop', 'it names several hosts'],
    [
      'postgresql://ann:CANARY@localhost/shop?sslmode=on',
      'its sslmode is none of disable, prefer, require, verify-ca, verify-full',
    ],
    [
      'postgresql://ann:CANARY@localhost/shop?target_session_attrs=CANARY',
      'it has a parameter other than host, port, user, password, dbname, sslmode, sslrootcert',
    ],
  ])('that is wrong is refused without being repeated (%#)', (url, because) => {
    let error: unknown;
    try {
      parseServerAddress(url);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ notice: { id: 'POSTGRESQL-400-001', facts: { because } } });
    expect(String(error)).not.toContain('CANARY');
  });
});
