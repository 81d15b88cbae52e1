/** Gathers arrays into batches of about `size`, in their order. */
export async function* batch<T>(arrays: AsyncIterable<readonly T[]>, size: number): AsyncIterable<readonly T[]> {
  let gathered: T[] = [];
  for await (const array of arrays) {
    for (const item of array) gathered.push(item);
    if (gathered.length < size) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

/**
 * Asks for the next item while the current one is worked on: one in hand, one ahead, never more.
 *
 * When the consumer stops early the source is closed. Closing waits for the item that is being read: `onEarlyEnd` is
 * called before, to cut that short.
 */
export async function* oneAhead<T>(source: AsyncIterable<T>, onEarlyEnd: () => void): AsyncIterable<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next = iterator.next();
  let isAtEnd = false;
  try {
    for (;;) {
      const { done, value } = await next;
      isAtEnd = done === true;
      if (isAtEnd) return;
      next = iterator.next();
      // A failure ahead is thrown when its turn comes.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    if (!isAtEnd) onEarlyEnd();
    await iterator.return?.();
  }
}
