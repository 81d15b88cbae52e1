import { describe, expect, it } from 'vitest';
import { columnType } from './column-type.ts';
import type { TypeRow } from './schema.ts';

/** As the catalog has it; the numbers were read from PostgreSQL 18. */
function row(oid: string, modifier: number, more: Partial<TypeRow> = {}): TypeRow {
  const none = { baseName: null, baseOid: null, baseModifier: null, isNotNull: false, enumValues: null };
  return { key: `${oid} ${modifier}`, name: 'a type', oid, modifier, ...none, ...more };
}

describe('the type of a column', () => {
  it.each([
    ['varchar(80)', '1043', 84, { length: 80 }],
    ['varchar', '1043', -1, {}],
    ['char(2)', '1042', 6, { length: 2 }],
    ['bit(8)', '1560', 8, { length: 8 }],
    ['bit varying(16)', '1562', 16, { length: 16 }],
    ['numeric(12,2)', '1700', 786_438, { precision: 12, additionalProperties: { scale: '2' } }],
    ['numeric(1000,1000)', '1700', 65_537_004, { precision: 1000, additionalProperties: { scale: '1000' } }],
    ['numeric(5,-2)', '1700', 329_730, { precision: 5, additionalProperties: { scale: '-2' } }],
    ['numeric', '1700', -1, {}],
    ['timestamptz(3)', '1184', 3, { precision: 3 }],
    ['timestamp(6)', '1114', 6, { precision: 6 }],
    ['time(0)', '1083', 0, { precision: 0 }],
    ['timetz(1)', '1266', 1, { precision: 1 }],
    ['interval day to second(2)', '1186', 470_286_338, { precision: 2 }],
    ['interval year', '1186', 327_679, {}],
    ['text', '25', -1, {}],
    ['varchar(10)[]', '1015', 14, {}],
  ])('tells the length or precision of %s', (_name, oid, modifier, expected) => {
    const { length, precision, additionalProperties } = columnType(row(oid, modifier));
    expect({ length, precision, additionalProperties }).toEqual({
      length: undefined,
      precision: undefined,
      additionalProperties: undefined,
      ...expected,
    });
  });

  it('is that of what it is based on, for a domain', () => {
    const base = { baseName: 'numeric(10,2)', baseOid: '1700', baseModifier: 655_366, isNotNull: true };
    expect(columnType(row('16400', -1, { name: 'sales.price', ...base }))).toMatchObject({
      name: 'sales.price',
      precision: 10,
      isNotNull: true,
      additionalProperties: { scale: '2', baseType: 'numeric(10,2)' },
    });
  });
});
