import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import { element, relationship } from '../../src/metadata/element.ts';
import type { StatedElement } from '../../src/metadata/element.ts';
import { fingerprint } from '../../src/metadata/fingerprint.ts';
import { IntegrationError } from '../../src/messages/error-kinds.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import type { OpenMetadataStore, Writer } from '../../src/store/open-metadata-store.ts';
import type { SyncLedger } from '../../src/store/sync-ledger.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';

/**
 * A process of its own that works on a store file, for tests of several processes (`spawn-store-process.ts`):
 * `node store-process.ts FILE ROLE LABEL COUNT ELEMENTS [UID]`. Each thing done is a line on stdout, written when it is done.
 */
const [file = '', role = '', label = '', count = '0', elements = '0', uid] = process.argv.slice(2);

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A table and its columns, whose names hold the label and the number of the batch. */
function batchOf(number: number): readonly StatedElement[] {
  const table = asQualifiedName(`${label} ${number} table`);
  const parent = relationship('NestedSchemaAttribute', table, 1);
  const columns = Array.from({ length: Number(elements) - 1 }, (_, index) => {
    const name = asQualifiedName(`${label} ${number} column ${index}`);
    return element('RelationalColumn', name, { displayName: `column ${index}` }, { parent, anchor: table });
  });
  return [element('RelationalTable', table, { displayName: `table ${number}` }), ...columns];
}

async function ledgerOf(store: OpenMetadataStore): Promise<{ ledger: SyncLedger; writer: Writer }> {
  const metadataSource = await store.metadataSource(asQualifiedName(`MetadataCollection::${label}`), label);
  const ledger = await store.ledger({
    metadataSourceName: metadataSource.name,
    catalogTargetName: '',
    owner: undefined,
    configurationDigest: '',
    entityTypes: [],
    relationshipTypes: [],
  });
  return { ledger, writer: { userId: label, metadataSource } };
}

/** Writes batch after batch, `COUNT` of them, and names each one that is acknowledged. */
async function write(store: OpenMetadataStore): Promise<void> {
  const { ledger, writer } = await ledgerOf(store);
  for (let number = 1; number <= Number(count); number += 1) {
    const prepared = batchOf(number).map((stated) => {
      const propertiesText = JSON.stringify(stated.properties);
      return { stated, propertiesText, fingerprint: fingerprint(stated, propertiesText, false) };
    });
    await ledger.match(prepared);
    await ledger.apply(
      prepared.map((one) => ({ kind: 'create', prepared: one, base: undefined })),
      writer,
    );
    tell(`batch ${number}`);
  }
  await ledger.complete();
}

/** Changes an element again and again that other processes change as well. */
async function change(store: OpenMetadataStore): Promise<void> {
  const by: Writer = { userId: label, metadataSource: undefined };
  const shared = await store.metadataSource(asQualifiedName('MetadataCollection::shared'), label);
  for (let number = 1; number <= Number(count); number += 1) {
    await store.write(
      [{ kind: 'update-element', guid: shared.guid, properties: { description: `${label} ${number}` } }],
      by,
    );
  }
  tell('changed');
}

/** Holds the lock of writers until stdin ends. */
async function hold(): Promise<void> {
  const database = await openSqlite(file);
  database.exec('BEGIN IMMEDIATE');
  tell('held');
  process.stdin.resume();
  await new Promise((resolve) => {
    process.stdin.once('end', resolve);
  });
  database.exec('ROLLBACK');
  database.close();
  tell('released');
}

async function work(): Promise<void> {
  // Only now: whose rights these are may not be allowed to read the program.
  if (uid !== undefined) process.seteuid?.(Number(uid));
  if (role === 'hold') return hold();
  const store = await openSqliteStore(file, systemClock);
  tell('open');
  if (role === 'write') await write(store);
  else if (role === 'change') await change(store);
  return store.disconnect();
}

try {
  await work();
} catch (error) {
  tell(error instanceof IntegrationError ? `${error.kind} ${error.notice.id}` : String(error));
  process.exitCode = 1;
}
