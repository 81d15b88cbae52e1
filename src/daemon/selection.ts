import type { CheckedDefinition, ConnectorDefinition } from '../config/checked-definition.ts';
import { ConfigurationError } from '../messages/error-kinds.ts';
import { nearestName } from '../metadata/types/nearest-name.ts';
import { daemonMessages } from './messages.ts';

/** Which part of a daemon definition is to run; an empty list stands for everything. */
export interface Selection {
  /** URL markers of integration services. */
  readonly services: readonly string[];
  readonly connectors: readonly string[];
  readonly catalogTargets: readonly string[];
}

/**
 * The connectors with the catalog targets that are to run.
 *
 * @throws ConfigurationError naming what the definition does not have, with the nearest right name
 */
export function selectConnectors(definition: CheckedDefinition, selection: Selection): readonly ConnectorDefinition[] {
  const all = definition.connectors;
  check(
    'service',
    selection.services,
    all.map(({ service }) => service.urlMarker),
  );
  check(
    'connector',
    selection.connectors,
    all.map(({ connectorName }) => connectorName),
  );
  check(
    'target',
    selection.catalogTargets,
    all.flatMap(({ catalogTargets }) => catalogTargets.map(({ name }) => name)),
  );
  const selected = all
    .filter(({ service }) => isAmong(selection.services, service.urlMarker))
    .filter(({ connectorName }) => isAmong(selection.connectors, connectorName))
    .map((connector) => ({
      ...connector,
      catalogTargets: connector.catalogTargets.filter(({ name }) => isAmong(selection.catalogTargets, name)),
    }))
    .filter(({ catalogTargets }) => catalogTargets.length > 0);
  if (selected.length === 0) throw new ConfigurationError(daemonMessages.emptySelection());
  return selected;
}

function isAmong(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}

function check(what: string, asked: readonly string[], known: readonly string[]): void {
  const names = [...new Set(known)].filter((name) => name !== '');
  for (const name of asked) {
    if (names.includes(name)) continue;
    const facts = { subject: name, option: `--${what}`, nearest: nearestName(name, names) };
    throw new ConfigurationError(daemonMessages.unknownSelection({ ...facts, known: names.join(', ') || undefined }));
  }
}
