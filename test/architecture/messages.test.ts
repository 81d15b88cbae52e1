import { expect, it } from 'vitest';
import { cliMessages } from '../../src/cli/messages.ts';
import { installedProviders } from '../../src/connector/find-providers.ts';
import { messageCatalogue } from '../../src/daemon/message-catalogue.ts';
import { filesMatching, textOf } from './sources.ts';

const messages = [...(await messageCatalogue()), ...cliMessages.definitions];
const production = filesMatching('src/**/*.ts', 'connectors/[a-z]*/**/*.ts').filter(
  (file) => !file.endsWith('.test.ts'),
);

it('knows every message that is defined, so that `explain` explains it', () => {
  const defined = production.flatMap((file) =>
    [...textOf(file).matchAll(/^\s+id: '([A-Z][A-Z0-9-]+-\d{3}-\d{3})'/gm)].map(([, id = '']) => id),
  );
  expect(defined.length).toBeGreaterThan(50);
  expect(defined.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
});

it('gives every message an id of its own', () => {
  const ids = messages.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it('begins the ids of a connector with its folder', async () => {
  const prefixes = ['EGERIA-INTEGRATE', ...(await installedProviders()).map((name) => name.toUpperCase())];
  expect(messages.filter(({ id }) => !prefixes.some((prefix) => id.startsWith(`${prefix}-`)))).toEqual([]);
});

it('says in every message what happened, what was done and what to do', () => {
  const incomplete = messages.filter(
    ({ text, systemAction, userAction }) =>
      text === '' || text.endsWith('.') || !systemAction.endsWith('.') || userAction === '',
  );
  expect(incomplete).toEqual([]);
});
