import type { Element } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';

/** A name, and the version of the store from which on an element goes by it. */
interface ShownName {
  readonly from: number;
  readonly name: string;
}

/**
 * Qualified names that differ from what our store knows an element by: there a name is one element's for good, while a
 * platform lets an archive bring a second element of a name, and an update change one or take it away.
 */
export class ShownNames {
  readonly #byGuid = new Map<string, ShownName[]>();

  show(guid: string, name: string, from: number): void {
    const before = this.#byGuid.get(guid) ?? [];
    this.#byGuid.set(guid, [...before, { from, name }]);
  }

  /** A GUID stands for something new. */
  forget(guid: string): void {
    this.#byGuid.delete(guid);
  }

  /** The element with the name that it goes by. */
  of(element: Element): Element {
    const shown = this.#byGuid.get(element.guid)?.findLast(({ from }) => from <= element.versions.version);
    return shown === undefined ? element : { ...element, qualifiedName: asQualifiedName(shown.name) };
  }

  /** The GUIDs of those that go by a name which the store does not know them by. */
  holdersOf(name: string): readonly string[] {
    const all = [...this.#byGuid];
    return all.filter(([, shown]) => shown.at(-1)?.name === name).map(([guid]) => guid);
  }
}
