/**
 * Works on a few items at once and gives what comes of them in the order of the items. No more are begun than are waited
 * for; what one throws is thrown when its turn comes, what the items throw after that of which work was begun, and those
 * under way are waited for however it ends.
 *
 * @param atOnce how many, 1 or more; with 1, each is begun when the one before has been taken
 */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  let failure: { readonly error: unknown } | undefined;
  const readable = untilFailure(items, (error) => {
    failure = { error };
  });
  try {
    for await (const item of readable) {
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
    if (failure !== undefined) throw failure.error;
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Ends where the items fail, and tells of it. */
async function* untilFailure<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    onFailure(error);
  }
}
