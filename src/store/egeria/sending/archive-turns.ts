/** Archives that a server is given at once: with more, a running 6.1 on two cores takes no more of them. */
const AT_ONCE = 4;

/** Loads archives one after the other, as far as making them goes, and a few at once. */
export interface ArchiveTurns {
  /**
   * Loads an archive when the one before is made, so that a server works on that one meanwhile, and when there is a place.
   *
   * @param load is given what it calls once its archive is made
   */
  take(load: (isMade: () => void) => Promise<void>): Promise<void>;
}

export function archiveTurns(): ArchiveTurns {
  const loading = new Set<Promise<void>>();
  let before = Promise.resolve();
  return {
    async take(load) {
      const isTurn = before;
      const { promise, resolve: isMade } = Promise.withResolvers<void>();
      before = promise;
      await isTurn;
      while (loading.size >= AT_ONCE) await Promise.race(loading);
      const loaded = load(isMade).finally(isMade);
      const ended = loaded
        .catch(() => undefined)
        .then(() => {
          loading.delete(ended);
        });
      loading.add(ended);
      await loaded;
    },
  };
}
