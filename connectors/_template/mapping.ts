import { element, qualifiedName, relationship } from '../../src/kit/index.ts';
import type { MetadataRecord } from '../../src/kit/index.ts';
import type { HostLine } from './schema.ts';

/** A host and what runs on it: the parent first. */
export function hostRecords(inventoryName: string, { name, servers }: HostLine): readonly MetadataRecord[] {
  const hostName = qualifiedName('Host', inventoryName, name);
  const host = element('Host', hostName, { displayName: name, resourceName: name, deployedImplementationType: 'Host' });
  const parent = relationship('DeployedOn', hostName, 2);
  return [
    host,
    ...servers.map((server) =>
      element(
        'SoftwareServer',
        qualifiedName('Software Server', inventoryName, name, server.name),
        {
          displayName: server.name,
          resourceName: server.name,
          versionIdentifier: server.version,
          deployedImplementationType: 'Software Server',
        },
        { parent },
      ),
    ),
  ];
}
