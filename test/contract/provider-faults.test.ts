import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { defineProvider } from '../../src/kit/index.ts';
import type { ConnectorProvider } from '../../src/kit/index.ts';
import { configFaults, counterpartFaults, factFaults, unmarkedKeys } from './provider-faults.ts';

const right: ConnectorProvider = defineProvider({
  id: 'some-thing',
  displayName: 'Something',
  description: 'Catalogs something.',
  integrationService: 'files-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['DataFile'],
  relates: ['NestedFile'],
  publishes: [],
  config: z.strictObject({
    path: z.string().describe('Path of the folder.'),
    password: z.string().optional().describe('Password of the user.').meta({ secret: true }),
  }),
  connect: () => Promise.reject(new Error('is not called')),
});

describe('the facts of a provider', () => {
  it('are right when they follow the rules', () => {
    expect(factFaults(right, 'some-thing')).toEqual([]);
  });

  it.each([
    ['another folder', {}, 'other', /not the name of its folder, other/],
    ['an id in another case', { id: 'someThing' }, 'someThing', /not in kebab case/],
    ['no name', { displayName: ' ' }, 'some-thing', /displayName is empty/],
    ['a description that is no sentence', { description: 'files' }, 'some-thing', /not a sentence: files/],
    ['a type twice', { catalogs: ['DataFile', 'DataFile'] as const }, 'some-thing', /names a type twice/],
    ['a relationship type twice', { relates: ['NestedFile', 'NestedFile'] as const }, 'some-thing', /relates names/],
    ['no relationship type', { relates: ['NestedFiles'] as never }, 'some-thing', /NestedFiles/],
    ['no type', { catalogs: [] }, 'some-thing', /catalogs is empty/],
    ['no direction', { synchronizations: [] }, 'some-thing', /synchronizations is empty/],
    ['a direction that nothing goes in', { synchronizations: ['BOTH_DIRECTIONS'] as const }, 'some-thing', /publishes/],
    ['something to publish in no direction', { publishes: ['description'] }, 'some-thing', /publishes/],
    ['a type of another service', { catalogs: ['RelationalTable', 'KafkaTopic'] as never }, 'some-thing', /KafkaTopic/],
  ])('are wrong with %s', (_what, change, folder, message) => {
    expect(factFaults({ ...right, ...change }, folder)).toContainEqual(expect.stringMatching(message));
  });
});

describe('the config of a provider', () => {
  it('is right when it is strict and described', () => {
    expect(configFaults(right)).toEqual([]);
  });

  it.each([
    ['lets unknown keys in', z.object({}), /unknown keys are let in/],
    ['has a key without a description', z.strictObject({ path: z.string() }), /path is not described/],
    ['describes a key by a word', z.strictObject({ path: z.string().describe('path') }), /path is not described/],
    ['has a key in another case', z.strictObject({ a_path: z.string().describe('A path.') }), /a_path is not in camel/],
    [
      'does not mark a secret',
      z.strictObject({ apiToken: z.string().describe('The token.') }),
      /apiToken is not marked/,
    ],
  ])('is wrong when it %s', (_what, config, message) => {
    expect(configFaults({ ...right, config })).toEqual([expect.stringMatching(message)]);
  });

  it('holds a secret only under keys that are marked', () => {
    expect(unmarkedKeys(right, { path: '/a', password: 'canary' }, 'canary')).toEqual([]);
    expect(unmarkedKeys(right, { path: '/a?key=canary', password: 'canary' }, 'canary')).toEqual(['path']);
  });
});

describe('the Java connectors that a provider stands for', () => {
  const java = {
    providerClasses: ['org.coco.FilesProvider'],
    address: { setting: 'path' },
    properties: [{ property: 'folder', setting: 'path' }],
    passwordSetting: 'password',
  } as const;

  it('are right when they name classes and settings that there are', () => {
    expect(counterpartFaults({ ...right, javaCounterparts: [java] })).toEqual([]);
  });

  it.each([
    [
      'no class',
      { providerClasses: ['FilesProvider'] as const },
      'FilesProvider is not the class of a connector provider',
    ],
    [
      'an unknown setting',
      { address: { setting: 'folder' } },
      'folder is no setting, and is to stand for something of',
    ],
    [
      'a property twice',
      { properties: [...java.properties, ...java.properties] },
      'a property of org.coco.FilesProvider is mapped twice',
    ],
  ])('are wrong with %s', (_what, change, fault) => {
    expect(counterpartFaults({ ...right, javaCounterparts: [{ ...java, ...change }] })).toEqual([
      expect.stringContaining(fault),
    ]);
  });
});
