import type { IntegrationConnector } from '../../src/connector/connector.ts';
import { classification, element, relationship } from '../../src/metadata/element.ts';
import type { StatedElement } from '../../src/metadata/element.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import type { QualifiedName } from '../../src/metadata/qualified-name.ts';

const columnsOfTable = 20;

/** A database of some tables of 20 columns, as connectors state it, under names of its own. */
export function worldOf(name: string, tables: number): readonly StatedElement[] {
  const called = (part: string): QualifiedName => asQualifiedName(`bench::${name}::${part}`);
  const [database, schema, type] = [called('db'), called('db.s'), called('db.s::type')];
  const within = { anchor: schema, anchorScope: database };
  const inDatabase = relationship('DataSetContent', database, 2);
  const world = [
    element('RelationalDatabase', database, { displayName: 'db' }),
    element('DeployedDatabaseSchema', schema, { displayName: 's' }, { parent: inDatabase, anchorScope: database }),
    element(
      'RelationalDBSchemaType',
      type,
      { displayName: 's' },
      { parent: relationship('Schema', schema, 1), ...within },
    ),
  ];
  const typed = classification('TypeEmbeddedAttribute', { dataType: 'text', schemaTypeName: 'PrimitiveSchemaType' });
  for (let table = 0; table < tables; table += 1) {
    const own = called(`db.s.t${table}`);
    const parent = relationship('AttributeForSchema', type, 1, { position: table });
    world.push(element('RelationalTable', own, { displayName: `t${table}` }, { parent, ...within }));
    for (let column = 0; column < columnsOfTable; column += 1) {
      const inTable = relationship('NestedSchemaAttribute', own, 1, { position: column });
      const details = { parent: inTable, classifications: [typed], ...within };
      world.push(
        element('RelationalColumn', called(`db.s.t${table}.c${column}`), { displayName: `c${column}` }, details),
      );
    }
  }
  return world;
}

/** A connector that states these elements. */
export function connectorOf(world: readonly StatedElement[]): IntegrationConnector {
  return {
    async *refresh() {
      for (let from = 0; from < world.length; from += 500) yield world.slice(from, from + 500);
    },
    disconnect: async () => undefined,
  };
}
