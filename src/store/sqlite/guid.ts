import { randomBytes } from 'node:crypto';
import { asGuid } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';

/** Where the part that is counted overflows. It is 24 bits long, since V8 writes larger numbers in hexadecimal ten times slower. */
const COUNTED = 0x1_00_00_00;

/**
 * Makes GUIDs that grow with time (UUID version 7, RFC 9562), so that the index on them is appended to.
 * Within one maker they grow by counting in the last 48 bits, from a random start.
 */
export function guidMaker(): (milliseconds: number) => Guid {
  let time = -1;
  let prefix = '';
  // The last 48 bits in two halves.
  let high = 0;
  let low = 0;
  let start = '';
  return (milliseconds) => {
    if (milliseconds > time) {
      time = milliseconds;
      const random = randomBytes(10);
      const hex = time.toString(16).padStart(12, '0');
      const middle = random.readUInt16BE(0) & 0x0f_ff;
      const variant = (random.readUInt16BE(2) & 0x3f_ff) | 0x80_00;
      prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7${middle.toString(16).padStart(3, '0')}-${variant.toString(16)}-`;
      // The highest bit is left free, so that there is room to count 2^47 of them.
      high = random.readUIntBE(4, 3) % 0x80_00_00;
      low = random.readUIntBE(7, 3);
      start = prefix + inHex(high);
    }
    low += 1;
    if (low === COUNTED) {
      low = 0;
      high += 1;
      start = prefix + inHex(high);
    }
    return asGuid(start + inHex(low));
  };
}

/** Six digits. */
function inHex(number: number): string {
  return (COUNTED + number).toString(16).slice(1);
}
