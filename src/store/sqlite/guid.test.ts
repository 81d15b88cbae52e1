import { describe, expect, it } from 'vitest';
import { guidMaker } from './guid.ts';

/** RFC 9562, section 5.7: 48 bits of milliseconds, version 7, variant 10. */
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the maker of GUIDs', () => {
  it('makes UUIDs of version 7, which begin with the time', () => {
    const make = guidMaker();
    // The example of RFC 9562, appendix A.6.
    const guid = make(0x01_7f_22_e2_79_b0);
    expect(guid).toMatch(VERSION_7);
    expect(guid.slice(0, 13)).toBe('017f22e2-79b0');
  });

  it('makes them grow, even while the clock stands or goes back', () => {
    const make = guidMaker();
    const times = [1000, 1000, 1000, 999, 0, 1001, 1001, 5000];
    const guids = times.flatMap((time) => Array.from({ length: 500 }, () => make(time)));
    expect(guids).toEqual(guids.toSorted());
    expect(new Set(guids).size).toBe(guids.length);
    expect(guids.every((guid) => VERSION_7.test(guid))).toBe(true);
  });

  it('makes others than another maker at the same time', () => {
    const [one, other] = [guidMaker(), guidMaker()];
    const guids = Array.from({ length: 200 }, () => [one(1000), other(1000)]).flat();
    expect(new Set(guids).size).toBe(400);
  });
});
