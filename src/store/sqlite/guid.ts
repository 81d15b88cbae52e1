import { randomBytes } from 'node:crypto';
import { asGuid } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';

/**
 * Makes GUIDs that grow with time (UUID version 7, RFC 9562), so that the index on them is appended to.
 * Within one maker they grow by counting in the last 48 bits, from a random start.
 */
export function guidMaker(): (milliseconds: number) => Guid {
  let time = -1;
  let prefix = '';
  let counter = 0;
  return (milliseconds) => {
    if (milliseconds > time || counter >= 0xff_ff_ff_ff_ff_ff) {
      time = Math.max(milliseconds, time + 1);
      const random = randomBytes(9);
      const hex = time.toString(16).padStart(12, '0');
      const middle = random.readUInt16BE(0) & 0x0f_ff;
      const variant = (random.readUInt16BE(2) & 0x3f_ff) | 0x80_00;
      prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7${middle.toString(16).padStart(3, '0')}-${variant.toString(16)}-`;
      // The highest bit is left free, so that there is room to count.
      counter = random.readUIntBE(3, 6) % 0x80_00_00_00_00_00;
    }
    counter += 1;
    return asGuid(prefix + counter.toString(16).padStart(12, '0'));
  };
}
