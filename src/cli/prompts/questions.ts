import type { Host } from '../host.ts';

/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly description: string;
}

/** Somebody who answers questions. */
export interface Questions {
  text(message: string, preset?: string): Promise<string>;
  /** The answer is not shown. It may be empty. */
  secret(message: string): Promise<string>;
  choice(message: string, choices: readonly Choice[]): Promise<string>;
  confirm(message: string): Promise<boolean>;
}

/** Whether an error says that somebody ended the questions with Ctrl-C. */
export function isEndOfQuestions(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError');
}

/** Asks at the terminal, on standard error: standard output is for results. */
export async function openQuestions({ stdin, stderr }: Host): Promise<Questions> {
  const { createPromptModule } = await import('inquirer');
  // Only a terminal is asked, and a terminal has all that inquirer asks of a stream.
  const prompt = createPromptModule({ input: stdin, output: stderr as unknown as NodeJS.WritableStream });
  const notEmpty = (text: string): boolean | string => text.trim() !== '' || 'An answer is needed.';
  return {
    async text(message, preset) {
      const question = { type: 'input', name: 'answer', message, validate: notEmpty } as const;
      const { answer } = await prompt<{ answer: string }>([
        preset === undefined ? question : { ...question, default: preset },
      ]);
      return answer.trim();
    },
    async secret(message) {
      const { answer } = await prompt<{ answer: string }>([{ type: 'password', name: 'answer', message, mask: '*' }]);
      return answer;
    },
    async choice(message, choices) {
      const shown = choices.map(({ value, description }) => ({ name: value, value, description }));
      const { answer } = await prompt<{ answer: string }>([
        { type: 'select', name: 'answer', message, choices: shown },
      ]);
      return answer;
    },
    async confirm(message) {
      const { answer } = await prompt<{ answer: boolean }>([
        { type: 'confirm', name: 'answer', message, default: true },
      ]);
      return answer;
    },
  };
}
