import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classification, element, relationship } from './element.ts';
import type { StatedElement } from './element.ts';
import { fingerprint } from './fingerprint.ts';
import { asQualifiedName } from './qualified-name.ts';

function of(stated: StatedElement): string {
  return fingerprint(stated, JSON.stringify(stated.properties), false);
}

const name = asQualifiedName('column');
const to = (other: string, toEnd: 1 | 2 = 1, properties = {}) =>
  relationship('ForeignKey', asQualifiedName(other), toEnd, properties);

describe('a fingerprint', () => {
  it('is the same for the same statement, made anew', () => {
    const stated = () =>
      element(
        'RelationalColumn',
        name,
        { displayName: 'c', description: undefined },
        { parent: to('t'), relationships: [to('x')], classifications: [classification('PrimaryKey')], anchor: name },
      );
    expect(of(stated())).toBe(of(stated()));
    expect(of(stated())).toMatch(/^[0-9a-f]{40}$/u);
  });

  it('differs with whatever is stated', () => {
    const plain = element('RelationalColumn', name, { displayName: 'c' });
    const statements: StatedElement[] = [
      plain,
      { ...plain, typeName: 'RelationalTable' },
      { ...plain, qualifiedName: asQualifiedName('Column') },
      { ...plain, properties: {} },
      { ...plain, properties: { displayName: 'd' } },
      { ...plain, parent: to('x') },
      { ...plain, relationships: [to('x')] },
      { ...plain, relationships: [to('x'), to('y')] },
      { ...plain, relationships: [to('x', 2)] },
      { ...plain, relationships: [to('x', 1, { description: 'd' })] },
      { ...plain, classifications: [classification('PrimaryKey')] },
      { ...plain, classifications: [classification('TypeEmbeddedAttribute', { dataType: 'text' })] },
      { ...plain, anchor: asQualifiedName('x') },
      { ...plain, anchorScope: asQualifiedName('x') },
    ];
    expect(new Set(statements.map(of)).size).toBe(statements.length);
  });

  it('is not deceived by names that look like something else that is stated', () => {
    const tricky = fc.array(fc.constantFrom('\n', '{}', '#PrimaryKey', '@', '@@', 'x', '1', 'ForeignKey'), {
      maxLength: 8,
    });
    const part = tricky.map((parts) => asQualifiedName(parts.join('')));
    const statement = fc
      .record({ name: part, to: fc.option(part, { nil: undefined }), anchor: fc.option(part, { nil: undefined }) })
      .map((one) =>
        element(
          'RelationalColumn',
          one.name,
          {},
          {
            relationships: one.to === undefined ? [] : [to(one.to)],
            anchor: one.anchor,
          },
        ),
      );
    fc.assert(
      fc.property(statement, statement, (one, other) => {
        expect(of(one) === of(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { seed: 20_261_123, numRuns: 2000 },
    );
    const long = element('RelationalColumn', asQualifiedName('a\n{}\n@b'), {});
    const short = element('RelationalColumn', asQualifiedName('a'), {}, { anchor: asQualifiedName('b\n{}') });
    expect(of(long)).not.toBe(of(short));
  });
});
