import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathQualifiedName, qualifiedName, qualifiedNames } from './qualified-name.ts';

// Patterns and examples: the templates of Egeria 6.1's content packs, and what its files cataloguer wrote.
describe('qualifiedName', () => {
  it('follows the pattern of a database, its schema and a column', () => {
    expect(qualifiedName('PostgreSQL Relational Database', 'localhost:5432', 'orders')).toBe(
      'PostgreSQL Relational Database::localhost:5432::orders',
    );
    expect(qualifiedName('PostgreSQL Relational Column', 'localhost:5432', 'orders', 'public', 'items', 'id')).toBe(
      'PostgreSQL Relational Column::localhost:5432::orders.public.items.id',
    );
  });

  it('quotes a name that holds a sign of the pattern, and doubles the quotes in it', () => {
    expect(qualifiedName('T', 'h', 'shop', 'public', 'a.b', 'c"d')).toBe('T::h::shop.public."a.b"."c""d"');
    expect(qualifiedName('T', 'h', '')).toBe('T::h::""');
    expect(qualifiedName('T', '[::1]:5432', 'a::b')).toBe('T::"[::1]:5432"::"a::b"');
  });

  it('is the same when what is in common is put together once', () => {
    fc.assert(
      fc.property(signs, fc.array(signs, { maxLength: 3 }), signs, (where, names, name) => {
        expect(qualifiedNames('T', where, ...names)(name)).toBe(qualifiedName('T', where, ...names, name));
      }),
      { seed: 1 },
    );
  });
});

describe('pathQualifiedName', () => {
  it('names a file as the Java daemon does, with an empty file system name', () => {
    expect(pathQualifiedName('CSV Data File', '', '/data/people.csv')).toBe('CSV Data File:::/data/people.csv');
    expect(pathQualifiedName('CSV Data File', 'disk1', '/data/people.csv')).toBe(
      'CSV Data File::disk1:/data/people.csv',
    );
  });

  it('keeps a colon in the file system name apart from one in the path', () => {
    expect(pathQualifiedName('T', 'a', '/b:/c')).not.toBe(pathQualifiedName('T', 'a:/b', '/c'));
  });
});

/** Texts that are short and made of the pattern's own signs, so that clashes would be found. */
const signs = fc.string({ unit: fc.constantFrom('a', '.', ':', '"'), maxLength: 4 });

describe('different things', () => {
  it('never get one name within a place', () => {
    const thing = fc.record({ where: signs, names: fc.array(signs, { minLength: 2, maxLength: 2 }) });
    fc.assert(
      fc.property(thing, thing, (one, other) => {
        const isEqual = JSON.stringify(one) === JSON.stringify(other);
        const [name, otherName] = [one, other].map(({ where, names }) => qualifiedName('T', where, ...names));
        expect(name === otherName).toBe(isEqual);
      }),
      { seed: 2, numRuns: 50_000 },
    );
  });

  it('never get one name by path', () => {
    const thing = fc.record({ fileSystemName: signs, path: signs.map((text) => `/${text}`) });
    fc.assert(
      fc.property(thing, thing, (one, other) => {
        const isEqual = JSON.stringify(one) === JSON.stringify(other);
        const [name, otherName] = [one, other].map((each) => pathQualifiedName('T', each.fileSystemName, each.path));
        expect(name === otherName).toBe(isEqual);
      }),
      { seed: 3, numRuns: 50_000 },
    );
  });
});
