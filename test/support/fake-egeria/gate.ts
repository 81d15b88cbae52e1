/** Lets so many pass at once; the others wait in the order in which they came. */
export class Gate {
  /** How many; may be changed at any time. */
  width: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(width = Number.POSITIVE_INFINITY) {
    this.width = width;
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside >= this.width) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    else this.#inside += 1;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over.
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside -= 1;
      else next();
    }
  }
}
