import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const make = (cwd: string, name: string): Promise<CliResult> => runCli(['connectors', 'new', name], { cwd });

/** What a clone of the repository has that the command looks for. */
function clone(): string {
  const folder = tempFolder({ 'src/kit/index.ts': '' });
  cpSync(path.resolve('connectors/_template'), path.join(folder, 'connectors/_template'), { recursive: true });
  return folder;
}

function filesIn(folder: string): Set<string> {
  return new Set(readdirSync(folder, { recursive: true }).map(String));
}

describe('connectors new', () => {
  it('copies the whole template in a clone, from any folder of it, with the name in every form', async () => {
    const cwd = clone();
    const made = await make(path.join(cwd, 'src'), 'kafka-topics');
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain('Written: ../connectors/kafka-topics/provider.ts\n');
    const folder = path.join(cwd, 'connectors/kafka-topics');
    expect(filesIn(folder)).toEqual(filesIn(path.resolve('connectors/_template')));
    const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
    expect(text('provider.ts')).toContain("id: 'kafka-topics',\n  displayName: 'Kafka topics',");
    expect(text('connector.ts')).toContain('class KafkaTopicsConnector implements IntegrationConnector');
    expect(text('errors.ts')).toContain("id: 'KAFKA-TOPICS-404-001'");
    expect(text('connector.test.ts')).not.toContain('folder:');
    const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of all) {
      expect([name, readFileSync(path.join(parentPath, name), 'utf8').match(/template/iu)]).toEqual([name, null]);
    }
  });

  it('makes a package elsewhere', async () => {
    const cwd = tempFolder();
    const made = await make(cwd, '@acme/hosts');
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain('Next:\n  npm install ./hosts\n');
    expect(JSON.parse(readFileSync(path.join(cwd, 'hosts/package.json'), 'utf8'))).toMatchObject({
      name: '@acme/hosts',
      exports: './provider.ts',
      peerDependencies: { 'egeria-integrate': expect.stringMatching(/^\^\d/) },
    });
    expect(readFileSync(path.join(cwd, 'hosts/mapping.ts'), 'utf8')).toContain("from 'egeria-integrate/kit'");
    expect(readFileSync(path.join(cwd, 'hosts/README.md'), 'utf8')).toContain('provider: "@acme/hosts"\n');
    expect(existsSync(path.join(cwd, 'hosts/connector.test.ts'))).toBe(false);
  });

  it.each(['Kafka', 'kafka_topics', '_template', '../kafka', '@acme/../x', '@acme', ''])(
    'takes no connector called %j',
    async (name) => {
      const cwd = tempFolder();
      expect(await make(cwd, name)).toMatchObject({ exitCode: 2, stdout: '' });
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it('writes over nothing', async () => {
    const cwd = tempFolder({ 'hosts/mine.txt': 'mine' });
    expect(await make(cwd, 'hosts')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is something in this place already "hosts"'),
    });
    expect(readdirSync(path.join(cwd, 'hosts'))).toEqual(['mine.txt']);
  });
});
