import { describe, expect, it } from 'vitest';
import { textOfRaw } from './raw-text.ts';

describe('a text in the escape format', () => {
  it.each([
    ['plain', 'plain'],
    [String.raw`a\\b`, String.raw`a\b`],
    [String.raw`Gr\303\266\303\237e`, 'Größe'],
    [String.raw`caf\351`, 'caf%E9'],
    [String.raw`\\351`, String.raw`\351`],
    [String.raw`\360\237\220\230`, '🐘'],
  ])('%s is %s', (escaped, text) => {
    expect(textOfRaw(escaped)).toBe(text);
  });
});
