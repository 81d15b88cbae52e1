import type { Guid } from '../../metadata/qualified-name.ts';

/** So many of the elements that were created last are remembered. */
const MOST = 50_000;

/** Elements that a store has created itself: what it needs not ask the server of them. */
export class CreatedElements {
  readonly #typeNames = new Map<Guid, string>();
  /** Those that are at no end of a relationship yet. */
  readonly #unrelated = new Set<Guid>();

  add(guid: Guid, typeName: string): void {
    this.#typeNames.set(guid, typeName);
    this.#unrelated.add(guid);
    const [oldest] = this.#typeNames.keys();
    if (this.#typeNames.size > MOST && oldest !== undefined) this.remove(oldest);
  }

  remove(guid: Guid): void {
    this.#typeNames.delete(guid);
    this.#unrelated.delete(guid);
  }

  typeName(guid: Guid): string | undefined {
    return this.#typeNames.get(guid);
  }

  /** Two elements are about to be related: whether there may be a relationship between them already. */
  mayBeRelated(end1: Guid, end2: Guid): boolean {
    const [isNew1, isNew2] = [this.#unrelated.delete(end1), this.#unrelated.delete(end2)];
    return !isNew1 && !isNew2;
  }
}
