import { expect, it } from 'vitest';

it('placeholder', () => expect(1 + 1).toBe(2));
