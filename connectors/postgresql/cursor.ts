import type { Client, Connection, Submittable } from 'pg';

/** A row as PostgreSQL sends it: texts, in the order of the query's columns. */
export type Row = readonly (string | null)[];

/** Few enough that what is fetched dies young: more rows at a time cost memory and save no time. */
const rowsPerFetch = 500;

/**
 * Opens a cursor for a query within the transaction of the client. Its name is free again after the transaction.
 *
 * The driver's own cursor (`pg-cursor`) keeps its connection to itself until it is closed, and leaves the server's
 * statement timeout running while the rows of one fetch are used. Here each fetch is an exchange of its own: several
 * cursors can be read side by side in one snapshot, the timeout counts one fetch, and rows come as the texts that
 * they are, which halves the cost of reading them.
 */
export async function openCursor(
  client: Client,
  name: string,
  text: string,
  values: readonly (string | null)[],
  decode: ((row: Row) => Row) | undefined,
): Promise<RowCursor> {
  await exchange(client, (connection) => {
    connection.parse({ name: '', text, types: [] }, true);
    connection.bind({ portal: name, statement: '', values: [...values] }, true);
  });
  const fetchRows = { portal: name, rows: String(rowsPerFetch) };
  return new RowCursor(async () => {
    const rows = await exchange(client, (connection) => connection.execute(fetchRows, true));
    return decode === undefined ? rows : rows.map(decode);
  });
}

/** Reads the rows of a query in their order. */
export class RowCursor {
  readonly #fetch: () => Promise<readonly Row[]>;
  #rows: readonly Row[] = [];
  #next = 0;
  #isExhausted = false;

  constructor(fetch: () => Promise<readonly Row[]>) {
    this.#fetch = fetch;
  }

  /** The next row; `undefined` after the last. */
  async next(): Promise<Row | undefined> {
    if (!(await this.#hasNext())) return undefined;
    this.#next += 1;
    return this.#rows[this.#next - 1];
  }

  /** The next rows as long as they begin with this value. */
  async nextOf(key: string): Promise<readonly Row[]> {
    const found: Row[] = [];
    while (await this.#hasNext()) {
      const first = this.#next;
      while (this.#rows[this.#next]?.[0] === key) this.#next += 1;
      for (let at = first; at < this.#next; at += 1) found.push(this.#rows[at] as Row);
      if (this.#next < this.#rows.length) break;
    }
    return found;
  }

  async #hasNext(): Promise<boolean> {
    if (this.#next < this.#rows.length) return true;
    if (this.#isExhausted) return false;
    this.#rows = await this.#fetch();
    this.#next = 0;
    this.#isExhausted = this.#rows.length < rowsPerFetch;
    return this.#rows.length > 0;
  }
}

function exchange(client: Client, send: (connection: Connection) => void): Promise<readonly Row[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>();
  client.query(new Exchange(send, resolve, reject));
  return promise;
}

/** One exchange of the extended query protocol up to its `Sync` (PostgreSQL 18, section 54.2.3), as the driver calls it. */
class Exchange implements Submittable {
  readonly #send: (connection: Connection) => void;
  readonly #resolve: (rows: readonly Row[]) => void;
  readonly #reject: (error: unknown) => void;
  readonly #rows: Row[] = [];

  constructor(
    send: (connection: Connection) => void,
    resolve: (rows: readonly Row[]) => void,
    reject: (error: unknown) => void,
  ) {
    this.#send = send;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.stream.cork();
    this.#send(connection);
    connection.sync();
    connection.stream.uncork();
  }

  handleDataRow(message: { readonly fields: Row }): void {
    this.#rows.push(message.fields);
  }

  /** There are more rows. */
  handlePortalSuspended(): void {}

  /** There are no more rows. */
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }
}
