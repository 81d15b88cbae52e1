import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DefinitionError } from './definition-error.ts';
import { settingValue, withConnector } from './edit-definition.ts';

const orders = {
  service: 'database-integrator',
  connectorName: 'orders',
  provider: 'postgresql',
  configurationProperties: { url: '${env:ORDERS_URL}' },
};

const added = {
  connectorName: 'orders',
  provider: 'postgresql',
  configurationProperties: { url: '${env:ORDERS_URL}' },
};

function connectorsIn(text: string): unknown[] {
  const { integrationServices } = parse(text) as { integrationServices: { service: string; connectors: unknown[] }[] };
  return integrationServices.find(({ service }) => service === 'database-integrator')?.connectors ?? [];
}

describe('withConnector', () => {
  it.each([
    [
      'with comments',
      'name: a\nintegrationServices:\n  - service: database-integrator # x\n    connectors:\n      # y\n      - connectorName: one # z\n# end\n',
    ],
    [
      'without a newline at its end',
      'integrationServices:\n  - service: database-integrator\n    connectors:\n      - connectorName: one',
    ],
    [
      'without indented lists',
      'integrationServices:\n- service: database-integrator\n  connectors:\n  - connectorName: one\n    provider: x\n',
    ],
    [
      'that ends with a text of several lines',
      'integrationServices:\n  - service: database-integrator\n    connectors:\n      - connectorName: |\n          one\n          two\n\n# end\n',
    ],
    [
      'with Windows line ends',
      'integrationServices:\r\n  - service: database-integrator\r\n    connectors:\r\n      - connectorName: one\r\n',
    ],
    [
      'with something after the list',
      'integrationServices:\n  - service: database-integrator\n    connectors:\n      - connectorName: one\n\n  - service: files-integrator\n    connectors: []\nname: a\n',
    ],
  ])('puts lines into a definition %s, and changes no other', (_what, text) => {
    const after = withConnector(text, 'x.yaml', orders);
    expect(connectorsIn(after).slice(0, -1)).toEqual(connectorsIn(text));
    expect(connectorsIn(after).at(-1)).toEqual(added);
    const lines = after.split('\n').map((line) => line.trimEnd());
    for (const line of text.split('\n')) expect(lines).toContain(line.trimEnd());
    expect(lines.length - text.trimEnd().split('\n').length).toBeLessThanOrEqual(7);
  });

  it.each([
    ['no services', 'name: a # b\n'],
    ['no service that fits', 'name: a\nintegrationServices:\n  - service: files-integrator\n    connectors: []\n'],
    ['an empty list', 'name: a\nintegrationServices: []\n'],
    [
      'an empty list of connectors',
      'name: a\nintegrationServices:\n  - service: database-integrator\n    connectors: []\n',
    ],
    [
      'lists in one line',
      'name: a\nintegrationServices: [{ service: database-integrator, connectors: [{ connectorName: one }] }]\n',
    ],
  ])('adds to a definition with %s', (_what, text) => {
    const after = withConnector(text, 'x.yaml', orders);
    expect(connectorsIn(after).at(-1)).toEqual(added);
    expect(parse(after)).toMatchObject({ name: 'a' });
  });

  it('refuses what is not YAML', () => {
    expect(() => withConnector('a: [', 'x.yaml', orders)).toThrow(DefinitionError);
  });
});

describe('settingValue', () => {
  it.each([
    ['5432', { type: 'integer' }, 5432],
    ['5432', { type: 'string' }, '5432'],
    ['[a, b]', { type: 'array' }, ['a', 'b']],
    ['false', { type: 'boolean' }, false],
    ['x: [', { type: 'array' }, 'x: ['],
    ['12', undefined, '12'],
  ])('makes of %j with %j: %j', (text, schema, value) => {
    expect(settingValue(text, schema)).toEqual(value);
  });
});
