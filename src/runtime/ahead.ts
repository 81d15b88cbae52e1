/**
 * Works on a few items at once and gives what comes of them in the order of the items. No more are begun than are waited
 * for; what one throws is thrown when its turn comes, and those under way are waited for however it ends.
 *
 * @param atOnce how many, 1 or more; with 1, each is begun when the one before has been taken
 */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const begun = work(item);
      // It is thrown when its turn comes.
      begun.catch(() => undefined);
      underWay.push(begun);
      const [first] = underWay;
      if (first === undefined || underWay.length < atOnce) continue;
      yield await first;
      void underWay.shift();
    }
    for (const begun of underWay) yield await begun;
  } finally {
    await Promise.allSettled(underWay);
  }
}
