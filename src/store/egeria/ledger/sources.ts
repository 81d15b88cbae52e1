import { ConflictError, StoreError } from '../../../messages/error-kinds.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import { metadataCollection } from '../../metadata-collection.ts';
import type { MetadataSource } from '../../open-metadata-store.ts';
import { patientCall } from '../client/patient-call.ts';
import type { CallInput } from '../client/patient-call.ts';
import { withPatientReads } from '../client/patient-reads.ts';
import type { EgeriaClient } from '../egeria-client.ts';
import { egeriaMessages as messages } from '../messages.ts';

/** The metadata sources on whose behalf this process writes to a server. */
export interface Sources {
  /** Creates the element of a metadata source when the server has none. */
  named(name: QualifiedName): Promise<MetadataSource>;
  /** Whether it was created just now, and so owns nothing yet. */
  isNew(source: MetadataSource): boolean;
}

/**
 * The sources of a server. When the platform may have been restarted, they are looked for before anything more is written:
 * a server that was emptied does not know them, and what were written on their behalf would belong to nobody.
 */
export function sourcesIn(client: EgeriaClient, input: CallInput): Sources {
  const patient = withPatientReads(client, input);
  const known = new Map<QualifiedName, MetadataSource>();
  const created = new Set<string>();
  const find = async (name: QualifiedName): Promise<MetadataSource | undefined> => {
    const [element] = await patient.elementsNamed([name]);
    return element && { guid: element.guid, name };
  };
  const create = async (name: QualifiedName): Promise<MetadataSource | undefined> => {
    const element = { ...metadataCollection(name), classifications: [] };
    try {
      const onDoubt = async () => (await find(name))?.guid;
      const guid = await patientCall(async () => client.createElement(element, undefined), input, onDoubt);
      created.add(guid);
      // It tells what the server makes of apostrophes.
      await patient.element(guid);
      return { guid, name };
    } catch (error) {
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  };
  client.onInterruption(async () => {
    for (const { guid, name } of known.values()) {
      if ((await client.element(guid)) === undefined) throw new StoreError(messages.emptied({ metadataSource: name }));
    }
  });
  return {
    async named(name) {
      // Another process may have created it meanwhile.
      const source = known.get(name) ?? (await find(name)) ?? (await create(name)) ?? (await find(name));
      if (source === undefined) throw new StoreError(messages.failed({ qualifiedName: name }));
      known.set(name, source);
      return source;
    },
    isNew: ({ guid }) => created.has(guid),
  };
}
