import { describe, expect, it } from 'vitest';
import { asMeant, doubled, isStoredForm } from './apostrophes.ts';

describe('a text with apostrophes', () => {
  it('stands for what was meant when every one of them is doubled and nothing else differs', () => {
    expect(isStoredForm("what''s", "what's")).toBe(true);
    expect(isStoredForm("what's", "what's")).toBe(true);
    expect(isStoredForm("a = ''''", "a = ''")).toBe(true);
  });

  it('stands for itself otherwise', () => {
    expect(isStoredForm("a = ''", "a = ''''")).toBe(false);
    expect(isStoredForm("it''s what's", "it's what's")).toBe(false);
    expect(isStoredForm("what''s up", "what's")).toBe(false);
    expect(doubled('plain')).toBe('plain');
  });
});

describe('properties', () => {
  it('are as they were meant where a server has doubled apostrophes', () => {
    const stored = {
      displayName: "what''s",
      description: "WHERE a = ''",
      length: 5,
      authors: ["o''neill", 'erin'],
      additionalProperties: { "it''s": "peter''s", plain: 'x' },
    };
    const meant = {
      displayName: "what's",
      description: "WHERE a = ''",
      length: 5,
      authors: ["o'neill", 'erin'],
      additionalProperties: { "it's": "peter's", plain: 'x' },
    };
    expect(asMeant(stored, meant)).toEqual(meant);
  });

  it('are as they are stored where anything else differs', () => {
    const stored = { displayName: "what''s new", authors: ["o''neill"], additionalProperties: { a: "b''c", d: 'e' } };
    const meant = { displayName: "what's", authors: ["o'neill", 'x'], additionalProperties: { a: "b'c", d: 'f' } };
    expect(asMeant(stored, meant)).toBe(stored);
    expect(asMeant({ displayName: "what''s" }, {})).toEqual({ displayName: "what''s" });
    expect(asMeant({}, { displayName: "what's", authors: undefined })).toEqual({});
  });
});
