/** Where there is place for so much work at once. */
export interface Places {
  /** Does some work when there is a place for it. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Everything at once. */
const NO_LIMIT: Places = { run: async (work) => work() };

/**
 * Works on all items side by side; resolves to what comes of them in the order of the items.
 *
 * When one fails no other is begun; those under way are waited for, and then it throws what was thrown first: nothing goes
 * on behind the back of whoever handles the failure.
 *
 * @param work is told by the signal that it need not go on, since another has failed
 */
export async function sideBySide<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item, failed: AbortSignal) => Promise<Result>,
  places: Places = NO_LIMIT,
): Promise<readonly Result[]> {
  const failure = new AbortController();
  const { signal } = failure;
  const results = await Promise.all(
    Array.from(items, async (item) => {
      try {
        return await places.run(async () => (signal.aborted ? [] : [await work(item, signal)]));
      } catch (error) {
        failure.abort(error);
        return [];
      }
    }),
  );
  signal.throwIfAborted();
  return results.flat(1) as readonly Result[];
}
