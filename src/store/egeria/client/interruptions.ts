/**
 * Knows whether something has come in between that a restart of the platform may be behind: a connection that broke, a
 * token that is not taken any more. A platform may come back without what it kept in memory, so before anything more is
 * written it is looked at.
 */
export interface Interruptions {
  note(): void;
  /** What looks at the platform; it throws when nothing more may be written. */
  lookWith(look: () => Promise<void>): void;
  /** Resolves once it has been looked since the last interruption; at once when there was none. */
  settled(): Promise<void>;
}

export function interruptions(): Interruptions {
  let isDoubtful = false;
  let look = async (): Promise<void> => undefined;
  let looking: Promise<void> | undefined;
  const lookOnce = async (): Promise<void> => {
    isDoubtful = false;
    try {
      await look();
    } catch (error) {
      isDoubtful = true;
      throw error;
    } finally {
      looking = undefined;
    }
  };
  return {
    note: () => {
      isDoubtful = true;
    },
    lookWith: (next) => {
      look = next;
    },
    async settled() {
      if (isDoubtful) looking ??= lookOnce();
      await looking;
    },
  };
}
