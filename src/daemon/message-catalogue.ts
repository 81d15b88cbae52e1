import { archiveMessages } from '../archive/messages.ts';
import { configurationMessages } from '../config/egeria-configuration/messages.ts';
import { definitionMessages } from '../config/messages.ts';
import { connectorMessages } from '../connector/find-messages.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { messages as refreshMessages } from '../refresh/messages.ts';
import { reportMessages } from '../report/integration-report.ts';
import { ledgerMessages } from '../store/egeria/ledger-messages.ts';
import { egeriaMessages } from '../store/egeria/messages.ts';
import { refusals } from '../store/refusals.ts';
import { messages as sqliteMessages } from '../store/sqlite/messages.ts';
import { catalogMessages } from './catalog/messages.ts';
import { daemonMessages } from './messages.ts';

/** Every message of the daemon, of the store and of the connectors that are installed. */
export async function messageCatalogue(): Promise<readonly MessageDefinition[]> {
  return [
    ...definitionMessages.definitions,
    ...configurationMessages.definitions,
    ...daemonMessages.definitions,
    ...catalogMessages.definitions,
    ...refreshMessages.definitions,
    ...reportMessages.definitions,
    ...refusals.definitions,
    ...sqliteMessages.definitions,
    ...egeriaMessages.definitions,
    ...ledgerMessages.definitions,
    ...archiveMessages.definitions,
    ...(await connectorMessages()),
  ];
}
