import { expect, it } from 'vitest';
import { commonType, valueType } from './value-type.ts';

it.each([
  ['int', ['0', '7', '-12', '+3', '2147483647', '-2147483648']],
  ['long', ['2147483648', '-9223372036854775808', '9223372036854775807']],
  ['biginteger', ['9223372036854775808', '123456789012345678901234567890']],
  ['double', ['1.5', '-.5', '1e10', '2.5E-3', '12,50', '0.0', '1.']],
  ['boolean', ['true', 'False', 'TRUE']],
  ['date', ['2026-11-23', '1999-01-31']],
  ['timestamp', ['2026-11-23T06:00:00Z', '2026-11-23 06:00', '2026-11-23 06:00:00.123 +01:00']],
  ['time', ['06:00', '23:59:59.5']],
  [
    'string',
    [
      '007',
      '-',
      '+',
      '.',
      '1.2.3',
      '2026-13-01',
      '12 apples',
      '0x1F',
      '+49 228 1234',
      '25:00',
      'yes',
      '-x',
      '1,234,567',
    ],
  ],
  [undefined, ['', 'NULL', 'null', 'NA', 'N/A', '\\N', 'NaN']],
])('takes for %s: %j', (type, texts) => {
  expect(texts.map((text) => valueType(text))).toEqual(texts.map(() => type));
});

it.each([
  ['int', 'long', 'long'],
  ['int', 'double', 'double'],
  ['biginteger', 'double', 'double'],
  ['date', 'timestamp', 'timestamp'],
  ['int', 'date', 'string'],
  ['boolean', 'int', 'string'],
  ['time', 'date', 'string'],
  ['int', 'string', 'string'],
  ['int', undefined, 'int'],
] as const)('has %s and %s in common as %s', (one, other, common) => {
  expect(commonType(one, other)).toBe(common);
  expect(commonType(other, one)).toBe(common);
});
