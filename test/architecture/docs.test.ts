import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allProviders, readmeOf, withFacts } from '../../docs/generate.ts';
import { inputSchema, schemasAt } from '../../src/config/json-schema.ts';
import { DefinitionForm } from '../../src/config/daemon-definition.ts';
import type { JsonSchema } from '../../src/config/json-schema.ts';

const providers = await allProviders();

describe('the documentation', () => {
  it.each(providers.map((provider) => [provider.id, provider] as const))(
    'has the facts of %s as the code has them; else run `npm run docs`',
    (_id, provider) => {
      const readme = readFileSync(readmeOf(provider), 'utf8');
      expect(readme).toContain('<!-- generated: facts -->');
      expect(readme).toBe(withFacts(readme, provider));
    },
  );

  it.each([
    ...providers.map(({ id, config }) => [id, inputSchema(config)] as const),
    ['the daemon definition', inputSchema(DefinitionForm)] as const,
  ])('describes every key of %s in a sentence', (_what, schema) => {
    expect(schemasAt(schema, [])).not.toEqual([]);
    expect(undescribedKeys(schema)).toEqual([]);
  });

  it('names every command in the README; a new connector need not be named there', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const commands =
      'sync watch validate init add schema config find show set export import services connectors types explain';
    const missing = commands.split(' ').filter((name) => !new RegExp(`\`${name}\\b`).test(readme));
    expect(missing).toEqual([]);
  });

  it('leads to files that there are', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const links = [...readme.matchAll(/\]\((?!https?:|#)(?<file>[^)#]+)/g)].map(({ groups }) => groups?.['file'] ?? '');
    expect(links.length).toBeGreaterThan(3);
    const broken = links.filter((file) => {
      try {
        readFileSync(new URL(`../../${file}`, import.meta.url));
        return false;
      } catch (error) {
        return !(error instanceof Error && 'code' in error && error.code === 'EISDIR');
      }
    });
    expect(broken).toEqual([]);
  });
});

/** Keys without a description that ends as a sentence does. */
function undescribedKeys(schema: JsonSchema, path = ''): string[] {
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((each) => each !== undefined);
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const place = `${path}${name}`;
      const isDescribed = /[.?]$/.test(property.description ?? '');
      return [...(isDescribed ? [] : [place]), ...undescribedKeys(property, `${place}.`)];
    }),
    ...inner.flatMap((each) => undescribedKeys(each, path)),
  ];
}
