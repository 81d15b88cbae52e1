import { expect, it } from 'vitest';
import { sizeOf } from './declared-type.ts';

it.each([
  ['', {}],
  ['INTEGER', {}],
  ['VARCHAR(20)', { length: 20 }],
  ['character varying ( 20 )', { length: 20 }],
  ['NATIVE CHARACTER(70)', { length: 70 }],
  ['BLOB(16)', { length: 16 }],
  ['varbinary(16)', { length: 16 }],
  ['DECIMAL(10,2)', { precision: 10, scale: 2 }],
  ['numeric( 10 , 0 )', { precision: 10, scale: 0 }],
  ['NUMBER(+5)', { precision: 5 }],
  ['INT(11)', { precision: 11 }],
  ['FLOAT(24)', { precision: 24 }],
  ['my type (other than numbers)', {}],
  ['DECIMAL(99999999999999999999)', {}],
])('reads %s', (declaredType, size) => {
  expect(sizeOf(declaredType)).toEqual({ length: undefined, precision: undefined, scale: undefined, ...size });
});
