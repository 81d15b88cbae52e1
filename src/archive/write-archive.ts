import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { TypeRegistry } from '../metadata/types/type-registry.ts';
import type { ArchiveContent, ArchiveProperties } from './archive-content.ts';
import { InstanceWriter } from './write-instances.ts';

/** Characters after which a stretch of text is handed on: up to 16 KiB, Node writes a text to a socket without a copy. */
const stretchLength = 15_000;

/**
 * The JSON text of an Open Metadata Archive in stretches of some 16 KiB, never the whole: it is pulled, and what it is
 * made of is pulled by it. Entities come before relationships.
 *
 * @throws InvalidMetadataError for a type, a property or an enum value that `types` does not have
 */
export async function* archiveText(
  { properties, entities, relationships }: ArchiveContent,
  types: TypeRegistry = typeRegistry(),
): AsyncGenerator<string, void, undefined> {
  const writer = new InstanceWriter(types);
  yield (
    `{"class":"OpenMetadataArchive","archiveProperties":${propertiesText(properties)},` +
    '"archiveInstanceStore":{"class":"OpenMetadataArchiveInstanceStore","entities":['
  );
  yield* stretches(entities, (entity) => writer.entity(entity));
  yield '],"relationships":[';
  yield* stretches(relationships, (relationship) => writer.relationship(relationship));
  yield ']}}';
}

function propertiesText({ guid, name, originator, creationDate, dependsOn }: ArchiveProperties): string {
  return JSON.stringify({
    class: 'OpenMetadataArchiveProperties',
    archiveGUID: guid,
    archiveName: name,
    archiveType: 'METADATA_EXPORT',
    originatorName: originator,
    creationDate: Date.parse(creationDate),
    dependsOnArchives: dependsOn,
  });
}

async function* stretches<Instance>(
  instances: Iterable<Instance> | AsyncIterable<Instance>,
  textOf: (instance: Instance) => string,
): AsyncGenerator<string, void, undefined> {
  let text = '';
  let separator = '';
  if (Symbol.iterator in instances) {
    for (const instance of instances) {
      text += separator + textOf(instance);
      separator = ',';
      if (text.length < stretchLength) continue;
      yield text;
      text = '';
    }
  } else {
    for await (const instance of instances) {
      text += separator + textOf(instance);
      separator = ',';
      if (text.length < stretchLength) continue;
      yield text;
      text = '';
    }
  }
  yield text;
}
