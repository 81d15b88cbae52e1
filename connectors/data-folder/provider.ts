import path from 'node:path';
import { z } from 'zod';
import { defineProvider } from '../../src/kit/index.ts';

export const provider = defineProvider({
  id: 'data-folder',
  displayName: 'Data folder',
  description: 'Catalogs a folder with all that is in it as one asset, whose last change is that of its content.',
  integrationService: 'files-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['DataFolder'],
  relates: [],
  publishes: [],
  javaCounterparts: [
    {
      providerClasses: [
        'org.odpi.openmetadata.adapters.connectors.integration.basicfiles.DataFolderMonitorIntegrationProvider',
      ],
      integrationGroups: ['Egeria:IntegrationGroup:Files'],
      address: { setting: 'path', isPath: true },
      properties: [{ property: 'fileSystemName', setting: 'fileSystemName' }],
      deletesWith: 'allowCatalogDelete',
    },
  ],
  config: z.strictObject({
    path: z.string().min(1).describe('Path of the folder, relative to the daemon definition.'),
    fileSystemName: z
      .string()
      .default('')
      .describe('Name of the file system that the folder is on, for qualified names that differ between machines.'),
    followSymbolicLinks: z
      .boolean()
      .default(true)
      .describe('Count what symbolic links lead to, unless it is in the folder anyhow or leads in a circle.'),
  }),
  async connect(target, context) {
    const { DataFolderConnector } = await import('./connector.ts');
    const folder = path.resolve(context.baseFolder, target.config.path);
    return DataFolderConnector.open({ ...target.config, path: folder });
  },
});
