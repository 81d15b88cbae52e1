import { describe, expect, it } from 'vitest';
import { fit, visible, visibleJson, widthOf, wrap } from './visible.ts';

describe('visible', () => {
  it.each([
    ['a\nb\tc\rd', String.raw`a\u000ab\u0009c\u000dd`],
    ['\u001B[31mred\u009B2J\u007F', String.raw`\u001b[31mred\u009b2J\u007f`],
    ['\u202Eright to left\u2066\u2028', String.raw`\u202eright to left\u2066\u2028`],
    ['Zürich 日本 👩‍👧 "quoted"', 'Zürich 日本 👩‍👧 "quoted"'],
    ['\uD800', '\uFFFD'],
  ])('shows %j as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves JSON what it is', () => {
    const value = { name: 'a\u0085b\u202E\nc' };
    const json = visibleJson(JSON.stringify(value));
    expect(json).not.toMatch(/[\u0080-\u009F\u202E]/);
    expect(JSON.parse(json)).toEqual(value);
  });
});

describe('fitting', () => {
  it('counts the columns of a terminal', () => {
    expect(widthOf('abc')).toBe(3);
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('👩‍👧é')).toBe(3);
  });

  it('cuts at whole characters', () => {
    expect(fit('abcdef', 6)).toBe('abcdef');
    expect(fit('abcdef', 5)).toBe('abcd…');
    expect(fit('日本語', 5)).toBe('日本…');
    expect(fit('日本語', 4)).toBe('日…');
  });

  it('wraps at spaces, and keeps a long word whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('/a/very/long/path is', 7)).toEqual(['/a/very/long/path', 'is']);
    expect(wrap('', 7)).toEqual(['']);
  });
});
