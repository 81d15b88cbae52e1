import { z } from 'zod';

/**
 * The parts of an Egeria server's configuration document (`OMAGServerConfig`) that concern an integration daemon, with the
 * field names of 2.x to 6.2. What they have beside these is Egeria's own business. Jackson leaves out what is null, keeps
 * numbers and booleans that somebody posted as texts, and calls `OMAGServerName` `omagserverName`.
 */

const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));

const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
  .nullish()
  .transform((value) => value ?? false);

const minutes = z
  .union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d{1,9}$/u)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? 0);

/** A moment as Jackson writes it: milliseconds since 1970, or ISO 8601. */
const moment = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const date = value === null || value === undefined ? undefined : new Date(value);
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  });

const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const mapping = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

/** How a connector is made and reaches the third party: Egeria's `Connection`, or a `VirtualConnection` of several. */
export interface Connection {
  readonly displayName: string | undefined;
  readonly providerClass: string | undefined;
  /** The endpoint's `networkAddress`, which was called `address` before 6.0. */
  readonly address: string | undefined;
  readonly userId: string | undefined;
  readonly clearPassword: string | undefined;
  readonly encryptedPassword: string | undefined;
  readonly securedProperties: Readonly<Record<string, unknown>>;
  readonly configurationProperties: Readonly<Record<string, unknown>>;
  readonly embedded: readonly Connection[];
}

const Endpoint = z
  .object({ address: text, networkAddress: text })
  .nullish()
  .transform((endpoint) => endpoint?.networkAddress ?? endpoint?.address);

const Connection: z.ZodType<Connection> = z.lazy(() =>
  z
    .object({
      displayName: text,
      connectorType: z.object({ connectorProviderClassName: text }).nullish(),
      endpoint: Endpoint,
      userId: text,
      clearPassword: text,
      encryptedPassword: text,
      securedProperties: mapping,
      configurationProperties: mapping,
      embeddedConnections: listOf(z.object({ embeddedConnection: Connection.nullish() })),
    })
    .transform(({ connectorType, endpoint, embeddedConnections, ...own }) => ({
      ...own,
      providerClass: connectorType?.connectorProviderClassName,
      address: endpoint,
      embedded: embeddedConnections.flatMap(({ embeddedConnection }) => embeddedConnection ?? []),
    })),
);

/** One connector of a static integration service. */
const ConnectorConfiguration = z.object({
  connectorId: text,
  connectorName: text,
  connectorUserId: text,
  connection: Connection.nullish(),
  metadataSourceQualifiedName: text,
  refreshTimeInterval: minutes,
  usesBlockingCalls: flag,
  permittedSynchronization: text,
  generateIntegrationReports: flag,
  startDate: moment,
  stopDate: moment,
  /** What the relationship of a registered connector calls the same. */
  stopTime: moment,
});
export type ConnectorConfiguration = z.output<typeof ConnectorConfiguration>;

/** Which metadata access server is called. */
const metadataAccessServer = { omagserverPlatformRootURL: text, omagserverName: text };

/** Where the password of the daemon's own user is, since 6.0. */
const secretsStore = { secretsStoreProvider: text, secretsStoreLocation: text, secretsStoreCollection: text };

const ServiceConfiguration = z.object({
  ...metadataAccessServer,
  integrationServiceName: text,
  integrationServiceURLMarker: text,
  integrationServiceOperationalStatus: text,
  integrationServiceOptions: mapping,
  defaultPermittedSynchronization: text,
  integrationConnectorConfigs: listOf(ConnectorConfiguration),
});
export type ServiceConfiguration = z.output<typeof ServiceConfiguration>;

const GroupConfiguration = z.object({
  ...metadataAccessServer,
  ...secretsStore,
  integrationGroupQualifiedName: text,
});

/** The configuration of an integration daemon. */
export const ServerConfiguration = z.object({
  localServerName: text,
  localServerUserId: text,
  localServerPassword: text,
  ...secretsStore,
  integrationServicesConfig: listOf(ServiceConfiguration),
  dynamicIntegrationGroupsConfig: listOf(GroupConfiguration),
});
export type ServerConfiguration = z.output<typeof ServerConfiguration>;
