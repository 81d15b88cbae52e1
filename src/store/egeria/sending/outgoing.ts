import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import type { End } from './archive-instances.ts';

/** A new element that is on its way to the server, or there and not yet in the mirror. */
export interface OnItsWay {
  /** The element, once its GUID is known. */
  end(): End | undefined;
  /** Resolves when the server has it; while that is open, the batch it belongs to has not come to its end. */
  readonly arrival: Promise<void>;
}

/** A batch that is sent while those before may still be on their way. */
export interface Outgoing {
  /** Resolves when the mirror has what was sent before; rejects when that failed. */
  readonly before: Promise<void>;
  /** Resolves when it is known which names the batches before bring. */
  readonly turn: Promise<void>;
  /** To be called when all that this batch brings was added. */
  isPlanned(): void;
  /** Adds a new element that this batch brings. */
  add(name: QualifiedName, element: OnItsWay): void;
  /** What this batch or one before brings. */
  find(name: QualifiedName): OnItsWay | undefined;
  /** What a batch before brings; `undefined` when none does, or when the mirror has it by now. */
  findBefore(name: QualifiedName): OnItsWay | undefined;
}

/** Batches in the order in which they are sent. */
export interface OutgoingBatches {
  /** Resolves when the mirror has all that was sent; rejects when some of it failed. */
  readonly noted: Promise<void>;
  /** Sends one; it is on its way until `send` has come to its end. */
  next<Result>(send: (outgoing: Outgoing) => Promise<Result>): Promise<Result>;
}

export function outgoingBatches(): OutgoingBatches {
  const open: Map<QualifiedName, OnItsWay>[] = [];
  let noted = Promise.resolve();
  let planned = Promise.resolve();
  return {
    get noted() {
      return noted;
    },
    async next(send) {
      const own = new Map<QualifiedName, OnItsWay>();
      const earlier = [...open];
      const findBefore: Outgoing['findBefore'] = (name) => {
        for (const batch of earlier) {
          const found = batch.get(name);
          if (found !== undefined) return found;
        }
        return undefined;
      };
      const { promise, resolve: isPlanned } = Promise.withResolvers<void>();
      const sent = send({
        before: noted,
        turn: planned,
        isPlanned,
        add: (name, element) => void own.set(name, element),
        find: (name) => own.get(name) ?? findBefore(name),
        findBefore,
      }).finally(() => {
        isPlanned();
        own.clear();
        open.splice(open.indexOf(own), 1);
      });
      open.push(own);
      planned = promise;
      noted = sent.then(() => undefined);
      noted.catch(() => undefined);
      return sent;
    },
  };
}

/**
 * Waits for what batches before bring of these names; `undefined` when they bring none.
 *
 * @returns rejects when those batches failed
 */
export function arrivalOf(
  names: readonly (QualifiedName | undefined)[],
  outgoing: Outgoing,
): Promise<unknown> | undefined {
  const arrivals = names.flatMap((name) => (name === undefined ? [] : (outgoing.findBefore(name)?.arrival ?? [])));
  if (arrivals.length === 0) return undefined;
  return Promise.race([Promise.all(arrivals), outgoing.before]);
}
