import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A process with its own connection to a database, so that its locks are not ours. */
export interface OtherProcess {
  /** Runs SQL and keeps what it opened: a transaction, a lock. */
  run(sql: string): Promise<void>;
  /** Ends at once, as by a power cut: nothing is rolled back or cleaned up. */
  kill(): Promise<void>;
}

const program = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    database.exec(JSON.parse(line));
    console.log('done');
  });
`;

/** Opens the database in a process of its own, which ends with the test. */
export function otherProcess(file: string): OtherProcess {
  const child = spawn(process.execPath, ['--eval', program, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  return {
    kill,
    async run(sql) {
      child.stdin.write(`${JSON.stringify(sql)}\n`);
      const { value } = await answers.next();
      if (value !== 'done') throw new Error(`The other process could not run: ${sql}`);
    },
  };
}
