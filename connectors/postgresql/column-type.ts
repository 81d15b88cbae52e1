import { classification } from '../../src/kit/index.ts';
import type { StatedElement } from '../../src/kit/index.ts';
import type { TypeRow } from './schema.ts';

/** What columns of one type have in common, made once. */
export interface ColumnType {
  /** As PostgreSQL writes it: `character varying(80)`, `numeric(12,2)[]`, `shop.mood`. */
  readonly name: string;
  /** In characters, or in bits. */
  readonly length: number | undefined;
  /** Digits of a number; digits of a fraction of a second. */
  readonly precision: number | undefined;
  /** A domain that refuses nulls. */
  readonly isNotNull: boolean;
  /** `scale`, `baseType` of a domain, `enumValues` as a JSON array; absent when there is none of these. */
  readonly additionalProperties: Readonly<Record<string, string>> | undefined;
  /** The classifications of a column without default. */
  readonly classifications: StatedElement['classifications'];
}

/** Column types by the identifiers of type and modifier, which a column has. */
export type ColumnTypes = ReadonlyMap<string, ColumnType>;

/** The object identifiers of built-in types, which are fixed (`pg_type.dat`), by what their modifier means. */
const lengthPlusHeader = new Set(['1042', '1043']);
const lengthInBits = new Set(['1560', '1562']);
const fractionDigits = new Set(['1083', '1266', '1114', '1184']);
const interval = '1186';
const numeric = '1700';

const noModifier = -1;
const headerLength = 4;

/** Describes a type from what the catalog says of it. */
export function columnType(row: TypeRow): ColumnType {
  const size = sizeOf(row.baseOid ?? row.oid, row.baseModifier ?? row.modifier);
  const additional = {
    ...(size.scale === undefined ? {} : { scale: String(size.scale) }),
    ...(row.baseName === null ? {} : { baseType: row.baseName }),
    ...(row.enumValues === null ? {} : { enumValues: row.enumValues }),
  };
  return {
    name: row.name,
    length: size.length,
    precision: size.precision,
    isNotNull: row.isNotNull,
    additionalProperties: Object.keys(additional).length === 0 ? undefined : additional,
    classifications: [typeClassification(row.name, undefined)],
  };
}

/** What says the type of a column: in open metadata an attribute has its type as a classification. */
export function typeClassification(
  dataType: string,
  defaultValue: string | undefined,
): StatedElement['classifications'][number] {
  return classification('TypeEmbeddedAttribute', { schemaTypeName: 'PrimitiveSchemaType', dataType, defaultValue });
}

interface Size {
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
}

/** Reads a type modifier as the type's own output function does. */
function sizeOf(oid: string, modifier: number): Size {
  if (modifier === noModifier) return {};
  if (lengthPlusHeader.has(oid)) return { length: modifier - headerLength };
  if (lengthInBits.has(oid)) return { length: modifier };
  if (fractionDigits.has(oid)) return { precision: modifier };
  if (oid === interval) {
    const digits = modifier & 0xff_ff;
    return digits === 0xff_ff ? {} : { precision: digits };
  }
  if (oid !== numeric) return {};
  const packed = modifier - headerLength;
  // The scale is a signed number of 11 bits.
  return { precision: (packed >> 16) & 0xff_ff, scale: ((packed & 0x7_ff) ^ 0x4_00) - 0x4_00 };
}
