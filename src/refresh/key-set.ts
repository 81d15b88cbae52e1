const BITS = 32;

/** A set of small integers, an eighth of a byte each. */
export interface KeySet {
  has(key: number): boolean;
  /** False when it was there already. */
  add(key: number): boolean;
  readonly size: number;
}

/** Which elements were stated in a refresh. */
export interface SeenElements {
  /** Their keys, as far as they are in the store. */
  readonly keys: KeySet;
  /** How many of them the ledger had. */
  inLedger: number;
}

/** An empty set that grows as it is filled. */
export function keySet(): KeySet {
  let words = new Uint32Array(1024);
  let size = 0;
  const has = (key: number): boolean => (((words[Math.trunc(key / BITS)] ?? 0) >>> (key % BITS)) & 1) === 1;
  return {
    has,
    add(key) {
      if (has(key)) return false;
      const index = Math.trunc(key / BITS);
      if (index >= words.length) {
        const larger = new Uint32Array(Math.max(index + 1, words.length * 2));
        larger.set(words);
        words = larger;
      }
      words[index] = (words[index] ?? 0) | (1 << (key % BITS));
      size += 1;
      return true;
    },
    get size() {
      return size;
    },
  };
}
