import type { StatedDetails, StatedElement } from '../../../src/metadata/element.ts';
import { element, relationship } from '../../../src/metadata/element.ts';
import { fingerprint } from '../../../src/metadata/fingerprint.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { EntityTypeName } from '../../../src/metadata/types/type-names.generated.ts';
import type { MetadataSource, Writer } from '../../../src/store/open-metadata-store.ts';
import type {
  CurrentElement,
  ElementUpdate,
  LedgerChange,
  LedgerScope,
  PreparedElement,
  SyncLedger,
} from '../../../src/store/sync-ledger.ts';
import { subjectOf } from './subject.ts';
import type { OpenStore, Subject } from './subject.ts';

/** A store under test with a metadata source and its ledgers. */
export interface LedgerSubject extends Subject {
  /** Writes for the metadata source. */
  readonly writer: Writer & { readonly metadataSource: MetadataSource };
  /** A ledger as a refresh opens it. */
  readonly ledger: (details?: Partial<LedgerScope>) => Promise<SyncLedger>;
  /** States elements that are new, in one batch; returns the keys. */
  readonly created: (stated: readonly StatedElement[], scope?: Partial<LedgerScope>) => Promise<readonly number[]>;
  /** What the store holds of a stated element. */
  readonly current: (ledger: SyncLedger, stated: StatedElement) => Promise<CurrentElement>;
  /** Whether each statement is unchanged, by a ledger that is opened for it; `undefined`: there is no such element. */
  readonly unchanged: (
    stated: readonly StatedElement[],
    scope?: Partial<LedgerScope>,
  ) => Promise<readonly (boolean | undefined)[]>;
}

/** A store of the test's own and the ledgers of the metadata source `MetadataCollection::tests`. */
export async function ledgerSubjectOf(open: OpenStore): Promise<LedgerSubject> {
  const subject = await subjectOf(open);
  const writer = await subject.writerFor('MetadataCollection::tests');
  const ledger = async (details: Partial<LedgerScope> = {}): Promise<SyncLedger> =>
    subject.store.ledger({
      metadataSourceName: writer.metadataSource.name,
      catalogTargetName: '',
      owner: writer.metadataSource,
      configurationDigest: 'digest',
      entityTypes: [],
      relationshipTypes: [],
      ...details,
    });
  return {
    ...subject,
    writer,
    ledger,
    async created(stated, scope) {
      const opened = await ledger(scope);
      const outcomes = await opened.apply(stated.map(creation), writer);
      await opened.settle(writer);
      return outcomes.map(({ key }) => key);
    },
    async current(opened, stated) {
      const [current] = await opened.current([stated.qualifiedName]);
      if (current === undefined) throw new Error(`There is no element ${stated.qualifiedName}.`);
      return current;
    },
    async unchanged(stated, scope) {
      const matches = await (await ledger(scope)).match(stated.map(prepared));
      return matches.map((match) => match?.unchanged);
    },
  };
}

/** States an element of any type; names are plain texts. */
export function state(
  typeName: EntityTypeName,
  name: string,
  properties: Readonly<Record<string, unknown>> = {},
  details: StatedDetails = {},
): StatedElement {
  return element(typeName, asQualifiedName(name), properties, details);
}

/** A column of a table, anchored to `db`. */
export function column(name: string, table: string, details: StatedDetails = {}): StatedElement {
  const parent = relationship('NestedSchemaAttribute', asQualifiedName(table), 1);
  return state('RelationalColumn', name, { displayName: name }, { parent, anchor: asQualifiedName('db'), ...details });
}

/** A database with a table and its columns, as a connector states them. */
export function database(columns: readonly string[] = ['a', 'b', 'c']): readonly StatedElement[] {
  const db = asQualifiedName('db');
  const schema = relationship('Schema', db, 1);
  const attribute = relationship('AttributeForSchema', asQualifiedName('db schema type'), 1);
  return [
    state('RelationalDatabase', 'db', { displayName: 'db' }),
    state('RelationalDBSchemaType', 'db schema type', {}, { parent: schema, anchor: db }),
    state('RelationalTable', 'table', { displayName: 'table' }, { parent: attribute, anchor: db }),
    ...columns.map((name) => column(name, 'table')),
  ];
}

/** A statement as the engine prepares it. */
export function prepared(stated: StatedElement): PreparedElement {
  const propertiesText = JSON.stringify(stated.properties);
  return { stated, propertiesText, fingerprint: fingerprint(stated, propertiesText, false) };
}

export function creation(stated: StatedElement): LedgerChange {
  return { kind: 'create', prepared: prepared(stated), base: undefined };
}

/** An update that changes what is given and nothing else. */
export function updating(
  stated: StatedElement,
  current: CurrentElement,
  update: Partial<ElementUpdate>,
): LedgerChange & { readonly kind: 'update' } {
  const nothing: ElementUpdate = {
    properties: undefined,
    classifications: undefined,
    declassify: [],
    relate: [],
    updateRelationships: [],
    unrelate: [],
    reanchor: false,
    reown: false,
  };
  return {
    kind: 'update',
    prepared: prepared(stated),
    current,
    update: { ...nothing, ...update },
    base: undefined,
    pending: false,
  };
}

/** What notes an element that is as stated. */
export function recording(stated: StatedElement, current: CurrentElement): LedgerChange & { readonly kind: 'record' } {
  return { kind: 'record', prepared: prepared(stated), current, base: undefined, pending: false, waiting: [] };
}
