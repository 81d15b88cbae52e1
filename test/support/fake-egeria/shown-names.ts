import type { Element } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';

/**
 * Qualified names that differ from what our store knows an element by: there a name is one element's for good, while a
 * platform lets an archive bring a second element of a name, and an update change one.
 */
export class ShownNames {
  readonly #byGuid = new Map<string, string>();

  show(guid: string, name: string): void {
    this.#byGuid.set(guid, name);
  }

  /** The element with the name that it goes by. */
  of(element: Element): Element {
    const name = this.#byGuid.get(element.guid);
    return name === undefined ? element : { ...element, qualifiedName: asQualifiedName(name) };
  }

  /** The GUIDs of those that go by a name which the store does not know them by. */
  holdersOf(name: string): readonly string[] {
    return [...this.#byGuid].filter(([, shown]) => shown === name).map(([guid]) => guid);
  }
}
