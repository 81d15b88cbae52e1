import * as fc from 'fast-check';
import type { IntegrationConnector } from '../../src/connector/connector.ts';
import { classification, element, relationship } from '../../src/metadata/element.ts';
import type { MetadataRecord } from '../../src/metadata/element.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import type { QualifiedName } from '../../src/metadata/qualified-name.ts';

/** One element of a generated third party. */
interface Node {
  readonly id: number;
  /** Which of the nodes before it is its parent, as a share of them; `undefined`: none. */
  readonly parent: number | undefined;
  /** The ids of nodes that it refers to: before it, after it, itself or none that there is. */
  readonly references: readonly number[];
  readonly name: string;
  readonly description: string | undefined;
  readonly dataType: string | undefined;
}

/** The nodes of a generated third party, parents before children. */
export type GeneratedWorld = readonly Node[];

/** What names may hold: signs of the pattern, of SQL and of JSON, lines, and letters that look alike. */
const oddities = ['', '"', "'", '.', '::', '\n', '😀', '%', '_', ' ', '\u00e9', 'e\u0301', 'N', '{}', '\\'];

/** So few ids that the same element is met again in the next state. */
const IDS = 12;

const node = fc.record({
  id: fc.nat({ max: IDS }),
  parent: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { nil: undefined }),
  references: fc.uniqueArray(fc.nat({ max: IDS + 2 }), { maxLength: 3 }),
  name: fc.oneof(fc.constantFrom('a', 'b'), fc.string({ unit: 'grapheme', maxLength: 5 })),
  description: fc.option(fc.constantFrom('one', 'two', 'a "quoted" text\nof two lines'), { nil: undefined }),
  dataType: fc.option(fc.constantFrom('integer', 'text'), { nil: undefined }),
});

/** A state of a third party: up to a dozen elements in trees, with references in all directions. */
export const generatedWorld: fc.Arbitrary<GeneratedWorld> = fc.uniqueArray(node, {
  selector: ({ id }) => id,
  maxLength: IDS,
});

/** What is stated of a world. */
export function recordsOf(world: GeneratedWorld): MetadataRecord[] {
  const parents = parentsOf(world);
  return world.map(({ id, references, name, description, dataType }) => {
    const parent = parents.get(id);
    let root = id;
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) root = above;
    return element(
      'RelationalColumn',
      nameOf(id),
      { displayName: name.replaceAll('\0', ''), description },
      {
        parent: parent === undefined ? undefined : relationship('NestedSchemaAttribute', nameOf(parent), 1),
        anchor: root === id ? undefined : nameOf(root),
        relationships: references.map((to) => relationship('ForeignKey', nameOf(to), 1, { description: name })),
        classifications: dataType === undefined ? [] : [classification('TypeEmbeddedAttribute', { dataType })],
      },
    );
  });
}

/** The same world, its siblings in another order; `order` gives each id its place. */
export function permuted(world: GeneratedWorld, order: readonly number[]): MetadataRecord[] {
  const parents = parentsOf(world);
  const byName = new Map(recordsOf(world).map((record) => [record.qualifiedName, record]));
  const beneath = (above: number | undefined): MetadataRecord[] =>
    world
      .filter(({ id }) => parents.get(id) === above)
      .toSorted((one, other) => (order[one.id] ?? 0) - (order[other.id] ?? 0))
      .flatMap(({ id }) => [byName.get(nameOf(id)), ...beneath(id)])
      .filter((record) => record !== undefined);
  return beneath(undefined);
}

/** Each id's place among its siblings. */
export const siblingOrder: fc.Arbitrary<readonly number[]> = fc.shuffledSubarray(
  Array.from({ length: IDS + 1 }, (_, index) => index),
  { minLength: IDS + 1 },
);

/** A connector that states these records, in arrays of so many. */
export function connectorOf(records: readonly MetadataRecord[], arrayLength = 2): IntegrationConnector {
  return {
    async *refresh() {
      for (let start = 0; start < records.length; start += arrayLength) yield records.slice(start, start + arrayLength);
    },
    disconnect: async () => undefined,
  };
}

function parentsOf(world: GeneratedWorld): Map<number, number> {
  const parents = new Map<number, number>();
  for (const [index, { id, parent }] of world.entries()) {
    const above = parent === undefined ? undefined : world[Math.floor(parent * index)];
    if (above !== undefined && index > 0) parents.set(id, above.id);
  }
  return parents;
}

function nameOf(id: number): QualifiedName {
  return asQualifiedName(`n${oddities[id % oddities.length] ?? ''}${Math.trunc(id / oddities.length)}`);
}
