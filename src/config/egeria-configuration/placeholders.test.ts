import { assert, asyncProperty, constantFrom, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveText } from '../secrets.ts';
import { partsOf, placeholderVariable, replacePlaceholders, variableName, withReferences } from './placeholders.ts';

describe('withReferences', () => {
  it('makes references of placeholders', () => {
    expect(withReferences('https://~{host}~:~{port number}~/x')).toBe('https://${env:host}:${env:port_number}/x');
  });

  it('escapes what would be taken for a reference, so that every text is brought in as it was', async () => {
    const text = string({ unit: constantFrom('$', '{', '}', 'env:A', ':', 'x', '~'), maxLength: 12 });
    await assert(
      asyncProperty(
        text.filter((each) => !/~\{[^{}]*\}~/u.test(each)),
        async (written) => {
          const resolved = await resolveText(withReferences(written), { environment: {}, folder: '/' });
          expect(resolved).toMatchObject({ text: written, problems: [] });
        },
      ),
    );
  });
});

describe('partsOf', () => {
  it('tells references from what is written out, escaped signs included', () => {
    expect(partsOf('a$${b${env:C}d${secrets:f#c/n}')).toEqual([
      { text: 'a${' },
      { text: 'b' },
      { kind: 'env', text: 'C' },
      { text: 'd' },
      { kind: 'secrets', text: 'f#c/n' },
    ]);
  });
});

describe('replacePlaceholders', () => {
  it('puts values in the place of those that it knows, however deep, and takes values for no placeholders', () => {
    const values = new Map([
      ['a', '~{b}~'],
      ['b', '2'],
    ]);
    expect(replacePlaceholders({ x: ['~{a}~ ~{b}~ ~{c}~', 1, null] }, values)).toEqual({
      x: ['~{b}~ 2 ~{c}~', 1, null],
    });
  });
});

describe('names of environment variables', () => {
  it.each([
    [['OakDeneLandingAreaFilesMonitor', 'password'], 'OAK_DENE_LANDING_AREA_FILES_MONITOR_PASSWORD'],
    [['orders', 'url'], 'ORDERS_URL'],
    [['Ähren & Co.', 'userId'], 'HREN_CO_USER_ID'],
    [['JDBCConnector'], 'JDBC_CONNECTOR'],
    [['2nd'], '_2ND'],
    [[''], '_'],
  ])('after %j', (words, name) => {
    expect(variableName(...words)).toBe(name);
  });

  it('are those of placeholders, as far as shells can set them', () => {
    expect(['egeriaEndpoint', 'a.b', '1st', ''].map(placeholderVariable)).toEqual([
      'egeriaEndpoint',
      'a_b',
      '_1st',
      '_',
    ]);
  });
});
