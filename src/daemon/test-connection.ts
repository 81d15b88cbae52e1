import type { CheckedDefinition } from '../config/checked-definition.ts';
import type { Environment } from '../config/secrets.ts';
import { configure } from '../config/settings.ts';
import type { Redactor } from '../runtime/redact.ts';

/** What testing a connection needs. */
export interface ConnectionTest {
  readonly definition: CheckedDefinition;
  readonly connectorName: string;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/**
 * Connects one connector to each of its catalog targets and disconnects it again.
 *
 * @throws DefinitionError when a secret cannot be brought in, and whatever says why it does not connect
 */
export async function testConnection(test: ConnectionTest): Promise<void> {
  const { definition, connectorName, environment, redactor, signal } = test;
  const { folder } = definition;
  for (const { provider, catalogTargets } of definition.connectors.filter(
    (each) => each.connectorName === connectorName,
  )) {
    for (const { name, settings, permittedSynchronization } of catalogTargets) {
      const { config } = await configure(provider, settings, { environment, folder }, redactor);
      const context = { signal, permittedSynchronization, baseFolder: folder };
      const connection = await provider.connect({ name, config }, context);
      await connection.disconnect();
    }
  }
}
