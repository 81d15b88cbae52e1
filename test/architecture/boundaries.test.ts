import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOf, filesMatching, importsOf, root, textOf } from './sources.ts';
import type { Import } from './sources.ts';

const production = filesMatching('src/**/*.ts', 'connectors/**/*.ts').filter(
  (file) => !file.endsWith('.test.ts') && !file.includes('/__fixtures__/'),
);
const imports = production.flatMap(importsOf);

/** What the files of a folder must not import; `types` may still be imported with `import type`. */
const forbidden: Record<string, { folders: readonly string[]; types?: readonly string[] }> = {
  'src/cli/': { folders: ['src/store/', 'connectors/'] },
  'src/cli/render/': { folders: [], types: ['src/daemon/'] },
  'src/daemon/': { folders: ['src/cli/', 'connectors/'] },
  'src/config/': { folders: ['src/cli/', 'src/daemon/', 'connectors/'] },
  'src/services/': { folders: ['src/cli/', 'src/daemon/', 'src/store/', 'connectors/'] },
  'src/refresh/': { folders: ['src/cli/', 'src/config/', 'src/daemon/', 'connectors/'] },
  'src/connector/': {
    folders: ['src/cli/', 'src/config/', 'src/daemon/', 'src/refresh/', 'src/store/', 'connectors/'],
  },
  'src/kit/': { folders: ['src/cli/', 'src/config/', 'src/daemon/', 'src/refresh/', 'src/store/', 'connectors/'] },
  'src/store/': { folders: ['src/cli/', 'src/config/', 'src/daemon/', 'src/refresh/', 'connectors/'] },
  'src/store/egeria/client/': {
    folders: ['src/store/egeria/mirror/', 'src/store/egeria/sending/', 'src/store/egeria/ledger/'],
  },
  'src/store/egeria/mirror/': { folders: ['src/store/egeria/sending/', 'src/store/egeria/ledger/'] },
  'src/store/egeria/sending/': { folders: ['src/store/egeria/ledger/'] },
  'src/report/': { folders: ['src/cli/', 'src/config/', 'src/daemon/', 'src/store/', 'connectors/'] },
};

/** Folders at the bottom: the only folders of ours that they may import. */
const onlyAllowed: Record<string, readonly string[]> = {
  'src/metadata/': ['src/metadata/'],
  'src/messages/': ['src/messages/', 'src/metadata/'],
  'src/runtime/': ['src/runtime/', 'src/messages/', 'src/metadata/'],
  'src/archive/': ['src/archive/', 'src/runtime/', 'src/messages/', 'src/metadata/'],
};

/** Packages with one owner each. */
const owners: Record<string, readonly string[]> = {
  chalk: ['src/cli/render/'],
  ora: ['src/cli/render/'],
  'cli-table3': ['src/cli/render/'],
  inquirer: ['src/cli/prompts/'],
  commander: ['src/cli/'],
  yaml: ['src/config/'],
  axios: ['src/runtime/http.ts'],
  undici: ['src/runtime/http.ts'],
  'node:sqlite': ['src/runtime/sqlite.ts'],
};

const within = (file: string, folders: readonly string[]): boolean => folders.some((folder) => file.startsWith(folder));
const written = ({ file, target }: Import): string => `${file} imports ${target}`;

describe('boundaries', () => {
  it('are read from the import lines that there are', () => {
    expect(production.length).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThan(0);
    expect(importsOf('test/architecture/boundaries.test.ts')).toEqual([
      { file: 'test/architecture/boundaries.test.ts', target: 'node:fs', isTypeOnly: false },
      { file: 'test/architecture/boundaries.test.ts', target: 'vitest', isTypeOnly: false },
      { file: 'test/architecture/boundaries.test.ts', target: 'test/architecture/sources.ts', isTypeOnly: false },
      { file: 'test/architecture/boundaries.test.ts', target: 'test/architecture/sources.ts', isTypeOnly: true },
    ]);
  });

  it.each(Object.entries(forbidden))('%s imports nothing above it', (folder, { folders, types = [] }) => {
    const inFolder = imports.filter(({ file }) => file.startsWith(folder));
    const wrong = inFolder.filter(
      (each) => within(each.target, folders) || (!each.isTypeOnly && within(each.target, types)),
    );
    expect(wrong.map(written)).toEqual([]);
  });

  it.each(Object.entries(onlyAllowed))('%s stands at the bottom', (folder, allowed) => {
    const ours = imports.filter(
      ({ file, target }) => file.startsWith(folder) && within(target, ['src/', 'connectors/']),
    );
    expect(ours.filter(({ target }) => !within(target, allowed)).map(written)).toEqual([]);
  });

  it.each(Object.entries(owners))('%s has one owner', (owned, folders) => {
    const using = imports.filter(({ target }) => target === owned || target.startsWith(`${owned}/`));
    expect(using.filter(({ file }) => !within(file, folders)).map(written)).toEqual([]);
  });

  it('lets the engine see the ports of the store, no adapter, and no input or output of Node', () => {
    const engine = imports.filter(({ file }) => file.startsWith('src/refresh/'));
    const wrong = engine.filter(
      ({ target }) => /^src\/store\/[^/]+\//.test(target) || (target.startsWith('node:') && target !== 'node:crypto'),
    );
    expect(wrong.map(written)).toEqual([]);
  });

  it('lets a connector see the kit and its own folder, nothing else of ours', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [, connector = ''] = /^(connectors\/[^/]+\/)/.exec(file) ?? [];
      const isOurs = within(target, ['src/', 'connectors/', 'test/', 'docs/', '..']);
      return connector !== '' && isOurs && target !== 'src/kit/index.ts' && !target.startsWith(connector);
    });
    expect(wrong.map(written)).toEqual([]);
  });

  it.each([
    ['console', /\bconsole\./, ['src/cli/render/']],
    ['process.env', /\bprocess\.env\b/, ['src/cli/main.ts', 'src/config/']],
    ['process.argv', /\bprocess\.argv\b/, ['src/cli/main.ts']],
    ['process.exit', /\bprocess\.exit(?:Code)?\b/, ['src/cli/main.ts']],
  ])('%s is touched by its owner only', (_name, pattern, folders) => {
    expect(production.filter((file) => !within(file, folders) && pattern.test(codeOf(file)))).toEqual([]);
  });
});

describe('the tree', () => {
  const everything = filesMatching('{bin,src,connectors,test,docs}/**/*.{ts,js}');

  it('has the folders that the plan of the building names', () => {
    const folders = (folder: string): string[] =>
      readdirSync(`${root}/${folder}`, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name);
    const notOurs = ['node_modules', 'dist', 'coverage'];
    expect(['bin', 'connectors', 'docs', 'src', 'test']).toEqual(
      expect.arrayContaining(folders('.').filter((folder) => !notOurs.includes(folder))),
    );
    expect(
      'archive cli config connector daemon kit messages metadata refresh report runtime services store'.split(' '),
    ).toEqual(expect.arrayContaining(folders('src')));
    const connectors = filesMatching('connectors/*/*.ts').map((file) => file.split('/')[1]);
    expect(connectors.filter((name = '') => !/^(?:[a-z][a-z0-9-]*|_template)$/.test(name))).toEqual([]);
  });

  it('has no file or folder that says nothing about its subject', () => {
    expect(everything.length).toBeGreaterThan(0);
    const vague = /(?:^|[/.-])(?:utils?|helpers?|commons?|misc|managers?|base)(?:[/.-]|$)/;
    expect(everything.filter((file) => vague.test(file))).toEqual([]);
  });

  it('has no file of more than 400 lines', () => {
    const long = everything.filter((file) => textOf(file).trimEnd().split('\n').length > 400);
    expect(long.filter((file) => !file.endsWith('.generated.ts'))).toEqual([]);
  });
});
