import path from 'node:path';
import { z } from 'zod';
import { defineProvider } from '../../src/kit/index.ts';
import { dataFileTypeNames } from './data-file-type-names.ts';

const patterns = z.array(z.string().min(1));

export const provider = defineProvider({
  id: 'data-files',
  displayName: 'Data files',
  description:
    'Catalogs the folders and files beneath a folder, and the columns of CSV, JSON, Parquet, Avro and Excel.',
  integrationService: 'files-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['FileFolder', ...dataFileTypeNames, 'TabularSchemaType', 'TabularColumn', 'SchemaAttribute'],
  relates: ['FolderHierarchy', 'NestedFile', 'Schema', 'AttributeForSchema', 'NestedSchemaAttribute'],
  publishes: [],
  javaCounterparts: [
    {
      providerClasses: [
        'org.odpi.openmetadata.adapters.connectors.integration.basicfiles.DataFilesMonitorIntegrationProvider',
      ],
      integrationGroups: ['Egeria:IntegrationGroup:Files'],
      address: { setting: 'path', isPath: true },
      properties: [
        { property: 'catalogAllFiles', setting: 'catalogAllFiles', form: 'flag' },
        { property: 'fileSystemName', setting: 'fileSystemName' },
      ],
      deletesWith: 'allowCatalogDelete',
    },
  ],
  config: z.strictObject({
    path: z.string().min(1).describe('Path of the folder, relative to the daemon definition.'),
    fileSystemName: z
      .string()
      .default('')
      .describe('Name of the file system that the folder is on, for qualified names that differ between machines.'),
    includeFiles: patterns
      .default(['*'])
      .describe(
        'Catalog only the files whose names match one of these patterns (* and ? are wildcards); a pattern with / is compared with the path below the folder.',
      ),
    excludeFiles: patterns
      .default([])
      .describe('Leave out the files that match one of these patterns, which are compared as those of includeFiles.'),
    excludeFolders: patterns
      .default([])
      .describe('Leave out the folders that match one of these patterns, with all that is in them.'),
    catalogAllFiles: z.boolean().default(true).describe('Catalog the files of no known type too, as DataFile.'),
    readStructure: z
      .boolean()
      .default(true)
      .describe('Read the columns of files that have some, from the first 64 KiB or from the footer.'),
    followSymbolicLinks: z
      .boolean()
      .default(true)
      .describe('Catalog what symbolic links lead to, unless it is in the folder anyhow or leads in a circle.'),
  }),
  async connect(target, context) {
    const { DataFilesConnector } = await import('./connector.ts');
    const folder = path.resolve(context.baseFolder, target.config.path);
    return DataFilesConnector.open({ ...target.config, path: folder });
  },
});
