import path from 'node:path';
import { z } from 'zod';
import { defineProvider } from '../../src/kit/index.ts';

export const provider = defineProvider({
  id: 'template',
  displayName: 'Template',
  description: 'Catalogs the hosts that a text file lists, and the software servers on each.',
  integrationService: 'infrastructure-integrator',
  stability: 'experimental',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['Host', 'SoftwareServer'],
  relates: ['DeployedOn'],
  publishes: [],
  config: z.strictObject({
    file: z.string().min(1).describe('Path of the list of hosts, relative to the daemon definition.'),
    inventoryName: z.string().min(1).describe('Name of the list, within which the names of hosts are unique.'),
    includeHosts: z
      .array(z.string().min(1))
      .default(['*'])
      .describe('Catalog only the hosts whose names match one of these patterns (* and ? are wildcards).'),
  }),
  async connect(target, context) {
    const { TemplateConnector } = await import('./connector.ts');
    const file = path.resolve(context.baseFolder, target.config.file);
    return TemplateConnector.open({ ...target.config, file });
  },
});
