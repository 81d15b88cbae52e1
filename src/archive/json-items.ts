/** A part of a JSON text: one item of an array, or a whole value. */
export interface JsonItem {
  /** The keys that lead to the array or the value, such as `archiveInstanceStore.entities`. */
  readonly path: string;
  /** 0-based place in the array; 0 of a whole value. */
  readonly index: number;
  readonly text: string;
}

/** What is taken out of a JSON text; all else in it is passed over. */
export interface JsonParts {
  /** Paths of arrays whose objects are taken one by one. */
  readonly items: ReadonlySet<string>;
  /** Paths of objects that are taken whole. */
  readonly values: ReadonlySet<string>;
}

/**
 * Takes parts out of a JSON text that is too large to be parsed whole, as it is read. Only brackets and strings are
 * looked at: what is taken is JSON if the text is.
 *
 * @throws SyntaxError when the text is no object, or ends in the middle
 */
export async function* jsonItems(chunks: AsyncIterable<string>, parts: JsonParts): AsyncGenerator<JsonItem> {
  const splitter = new JsonSplitter(parts);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  splitter.end();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** An object or an array that is walked through. */
interface Level {
  readonly path: string;
  readonly isArray: boolean;
  /** Of an object: the key that was read last. */
  key: string;
  isKeyNext: boolean;
  /** Of an array: its items so far. */
  index: number;
}

class JsonSplitter {
  readonly #parts: JsonParts;
  readonly #levels: Level[] = [];
  #inString = false;
  #isEscaped = false;
  /** The text of the key or the part in hand that came with earlier chunks. */
  #held = '';
  /** Brackets that are open within a part that is taken or passed over; 0: between parts. */
  #depth = 0;
  #taken: { readonly path: string; readonly index: number } | undefined;
  #isEnded = false;

  constructor(parts: JsonParts) {
    this.#parts = parts;
  }

  push(chunk: string): JsonItem[] {
    const found: JsonItem[] = [];
    // Where the key or the part in hand begins in this chunk; -1: there is none.
    let start = this.#taken !== undefined || this.#isKey() ? 0 : -1;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) {
          this.#inString = false;
          if (this.#depth === 0) start = this.#endKey(chunk, start, at);
        }
      } else if (code === QUOTE) {
        this.#inString = true;
        if (this.#isKey()) start = at + 1;
      } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
        if (this.#depth > 0) this.#depth += 1;
        else if (this.#open(code === OPEN_ARRAY)) start = at;
      } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
        if (this.#depth === 0) this.#close(code === CLOSE_ARRAY);
        else {
          this.#depth -= 1;
          if (this.#depth === 0 && this.#taken !== undefined) {
            found.push({ ...this.#taken, text: this.#held + chunk.slice(start, at + 1) });
            this.#held = '';
            this.#taken = undefined;
            start = -1;
          }
        }
      } else if (this.#depth === 0 && (code === COMMA || code === COLON)) this.#separate(code === COLON);
    }
    if (start >= 0) this.#held += chunk.slice(start);
    return found;
  }

  end(): void {
    if (!this.#isEnded) throw new SyntaxError('it ends in the middle');
  }

  /** Whether what is in hand is a key. */
  #isKey(): boolean {
    return this.#inString && this.#depth === 0 && this.#levels.at(-1)?.isKeyNext === true;
  }

  #endKey(chunk: string, start: number, end: number): number {
    const level = this.#levels.at(-1);
    if (level?.isKeyNext === true && start >= 0) level.key = this.#held + chunk.slice(start, end);
    this.#held = '';
    return -1;
  }

  #separate(isColon: boolean): void {
    const level = this.#levels.at(-1);
    if (level === undefined) throw new SyntaxError('it is no object');
    if (level.isArray) level.index += 1;
    else level.isKeyNext = !isColon;
  }

  /** Goes into an object or an array; true when it is a part that is taken. */
  #open(isArray: boolean): boolean {
    const parent = this.#levels.at(-1);
    if (this.#isEnded || (parent === undefined && isArray)) throw new SyntaxError('it is no object');
    const { items, values } = this.#parts;
    const path = parent === undefined ? '' : pathOf(parent);
    const isItem = parent?.isArray === true;
    const isTaken = !isArray && (isItem ? items.has(path) : values.has(path));
    if (isTaken) this.#taken = { path, index: parent?.index ?? 0 };
    const isWalked = !isTaken && !isItem && (isArray ? items.has(path) : this.#leadsOn(path));
    if (isWalked) this.#levels.push({ path, isArray, key: '', isKeyNext: !isArray, index: 0 });
    else this.#depth = 1;
    return isTaken;
  }

  #leadsOn(path: string): boolean {
    const { items, values } = this.#parts;
    return path === '' || [...items, ...values].some((each) => each.startsWith(`${path}.`));
  }

  #close(isArray: boolean): void {
    const level = this.#levels.pop();
    if (level?.isArray !== isArray) throw new SyntaxError('its brackets do not match');
    this.#isEnded = this.#levels.length === 0;
  }
}

function pathOf({ path, isArray, key }: Level): string {
  if (isArray) return path;
  return path === '' ? key : `${path}.${key}`;
}
