/** The door: all that a connector may import. */
export { defineProvider } from '../connector/provider.ts';
export type { CatalogTarget, ConnectContext, ConnectorProvider } from '../connector/provider.ts';
export type {
  ElementChange,
  IntegrationConnector,
  IntegrationContext,
  PermittedSynchronization,
  PublishOutcome,
} from '../connector/connector.ts';
export { classification, element, relationship } from '../metadata/element.ts';
export type { MetadataRecord, StatedClassification, StatedElement, StatedRelationship } from '../metadata/element.ts';
export {
  attachedQualifiedName,
  innerQualifiedName,
  pathQualifiedName,
  qualifiedName,
  qualifiedNames,
} from '../metadata/qualified-name.ts';
export type { QualifiedName } from '../metadata/qualified-name.ts';
export {
  ConfigurationError,
  IntegrationBug,
  IntegrationError,
  InvalidMetadataError,
  NotAuthorizedError,
  UnavailableError,
} from '../messages/error-kinds.ts';
export { defineMessages } from '../messages/message.ts';
export type { Message } from '../messages/message.ts';
export { hasVanished, systemErrorCode } from './files/system-error.ts';
export { fileNameText } from './files/file-name.ts';
export { walkFolder } from './files/walk-folder.ts';
export type { FoundEntry } from './files/walk-folder.ts';
export { namePattern } from './name-pattern.ts';
export type { NamePattern } from './name-pattern.ts';
export { openSqlite } from '../runtime/sqlite.ts';
export type { SqliteDatabase } from '../runtime/sqlite.ts';
