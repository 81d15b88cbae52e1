import type { PermittedSynchronization } from '../connector/connector.ts';
import { nearestName } from '../metadata/types/nearest-name.ts';
import type { EntityTypeName } from '../metadata/types/type-names.generated.ts';
import { typeRegistry } from '../metadata/types/type-registry.ts';

/** What names an integration service in a daemon definition and in Egeria's URLs. */
export type IntegrationServiceURLMarker =
  | 'analytics-integrator'
  | 'api-integrator'
  | 'catalog-integrator'
  | 'database-integrator'
  | 'display-integrator'
  | 'files-integrator'
  | 'infrastructure-integrator'
  | 'lineage-integrator'
  | 'organization-integrator'
  | 'search-integrator'
  | 'security-integrator'
  | 'stewardship-integrator'
  | 'topic-integrator';

/**
 * One of Egeria's Open Metadata Integration Services (OMIS): it says what its connectors are for and what they may
 * catalog. Names, markers, partners, directions and states are those of Egeria 3.15 to 5.3, which had them as services;
 * since 6.0 they are vocabulary, and so they are data here.
 */
export interface IntegrationService {
  /** Egeria's number of the service since 3.15; `undefined` for one that was described and never shipped. */
  readonly id: number | undefined;
  readonly name: string;
  readonly fullName: string;
  readonly urlMarker: IntegrationServiceURLMarker;
  readonly description: string;
  /** The Open Metadata Access Service (OMAS) through which it worked. */
  readonly partnerAccessService: string;
  /** The direction of a connector whose definition states none. */
  readonly defaultPermittedSynchronization: PermittedSynchronization;
  /** How far Egeria brought it; none ever became stable. */
  readonly status: 'TECHNICAL_PREVIEW' | 'IN_DEVELOPMENT' | 'DESCRIBED';
  /** The entity types of Egeria 6.1 that its connectors may catalog; the subtypes of each are meant too. */
  readonly catalogs: readonly EntityTypeName[];
}

/** How something is reached. */
const connectionTypes = ['Connection', 'ConnectorType', 'Endpoint'] as const satisfies readonly EntityTypeName[];

/** What the services share whose connectors catalog digital resources with a structure. */
const resourceTypes = [
  'SchemaElement',
  ...connectionTypes,
  'SoftwareServer',
  'ValidValueDefinition',
  'ExternalReference',
] as const satisfies readonly EntityTypeName[];

/** In alphabetical order of their names. */
export const integrationServices: readonly IntegrationService[] = [
  {
    id: 609,
    name: 'Analytics Integrator',
    fullName: 'Analytics Integrator OMIS',
    urlMarker: 'analytics-integrator',
    description: 'Exchanges models, their runs and the data that they use with tools for analytics and data science.',
    partnerAccessService: 'Data Science',
    defaultPermittedSynchronization: 'BOTH_DIRECTIONS',
    status: 'IN_DEVELOPMENT',
    catalogs: [
      'DataAsset',
      'DeployedSoftwareComponent',
      'EmbeddedProcess',
      'AnalyticsEngine',
      'Project',
      ...resourceTypes,
    ],
  },
  {
    id: 601,
    name: 'API Integrator',
    fullName: 'API Integrator OMIS',
    urlMarker: 'api-integrator',
    description: 'Catalogs the APIs of API managers and gateways, with their operations and parameters.',
    partnerAccessService: 'Data Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'TECHNICAL_PREVIEW',
    catalogs: ['DeployedAPI', 'APIManager', ...resourceTypes],
  },
  {
    id: 600,
    name: 'Catalog Integrator',
    fullName: 'Catalog Integrator OMIS',
    urlMarker: 'catalog-integrator',
    description: 'Exchanges all kinds of metadata with other data catalogs.',
    partnerAccessService: 'Asset Manager',
    defaultPermittedSynchronization: 'BOTH_DIRECTIONS',
    status: 'IN_DEVELOPMENT',
    catalogs: [
      'Asset',
      'Collection',
      'Comment',
      'DataField',
      'DataStructure',
      'DataValueSpecification',
      'ExternalId',
      'GlossaryTerm',
      'GovernanceDefinition',
      'InformalTag',
      'Location',
      'NoteLog',
      'Port',
      'Project',
      'PropertyFacet',
      'SoftwareCapability',
      'SchemaElement',
      'ValidValueDefinition',
      'ExternalReference',
      ...connectionTypes,
    ],
  },
  {
    id: 604,
    name: 'Database Integrator',
    fullName: 'Database Integrator OMIS',
    urlMarker: 'database-integrator',
    description: 'Catalogs databases and their schemas, tables, views, columns and keys.',
    partnerAccessService: 'Data Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'TECHNICAL_PREVIEW',
    catalogs: [
      ...resourceTypes,
      'Database',
      'DeployedDatabaseSchema',
      'DatabaseManager',
      'InformationView',
      'TabularDataSet',
      'TabularDataSetCollection',
    ],
  },
  {
    id: 603,
    name: 'Display Integrator',
    fullName: 'Display Integrator OMIS',
    urlMarker: 'display-integrator',
    description: 'Catalogs the forms, reports and queries with which applications show data to people.',
    partnerAccessService: 'Data Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'TECHNICAL_PREVIEW',
    catalogs: ['Form', 'Report', 'ReportType', 'InformationView', 'Application', 'ReportingEngine', ...resourceTypes],
  },
  {
    id: 605,
    name: 'Files Integrator',
    fullName: 'Files Integrator OMIS',
    urlMarker: 'files-integrator',
    description: 'Catalogs files and folders of file systems and file managers, and the structure of the data in them.',
    partnerAccessService: 'Data Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'TECHNICAL_PREVIEW',
    catalogs: [
      ...resourceTypes,
      'DataFile',
      'FileFolder',
      'FileSystem',
      'FileManager',
      'DataFileCollection',
      'MediaCollection',
      'DocumentStore',
      'SecretsCollection',
      'TabularDataSet',
      'TabularDataSetCollection',
    ],
  },
  {
    id: 611,
    name: 'Infrastructure Integrator',
    fullName: 'Infrastructure Integrator OMIS',
    urlMarker: 'infrastructure-integrator',
    description: 'Catalogs hosts, networks, platforms and servers, and the software and data that they run and hold.',
    partnerAccessService: 'IT Infrastructure',
    defaultPermittedSynchronization: 'BOTH_DIRECTIONS',
    status: 'IN_DEVELOPMENT',
    catalogs: [
      'Asset',
      'ITProfile',
      'Location',
      'OperatingPlatform',
      'SoftwareCapability',
      'StorageVolume',
      'UserIdentity',
      ...connectionTypes,
    ],
  },
  {
    id: 606,
    name: 'Lineage Integrator',
    fullName: 'Lineage Integrator OMIS',
    urlMarker: 'lineage-integrator',
    description: 'Captures which processes read and write which data, from lineage tools and from OpenLineage events.',
    partnerAccessService: 'Asset Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'IN_DEVELOPMENT',
    catalogs: ['DataAsset', 'Process', 'Port', 'SoftwareCapability', ...resourceTypes],
  },
  {
    id: 607,
    name: 'Organization Integrator',
    fullName: 'Organization Integrator OMIS',
    urlMarker: 'organization-integrator',
    description: 'Brings in people, teams, roles and user identities from the systems that keep them.',
    partnerAccessService: 'Community Profile',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'IN_DEVELOPMENT',
    catalogs: [
      'ActorProfile',
      'ActorRole',
      'UserIdentity',
      'ContactDetails',
      'ContributionRecord',
      'Community',
      'Location',
      'SecurityList',
      'Skill',
      'SkillSet',
      'ToDo',
      'MasterDataManager',
      'UserAccessDirectory',
      'UserProfileManager',
    ],
  },
  {
    id: 610,
    name: 'Search Integrator',
    fullName: 'Search Integrator OMIS',
    urlMarker: 'search-integrator',
    description: 'Feeds the indexes of search technology with what is catalogued, and catalogs these indexes.',
    partnerAccessService: 'Asset Catalog',
    defaultPermittedSynchronization: 'BOTH_DIRECTIONS',
    status: 'IN_DEVELOPMENT',
    catalogs: ['DataSet', 'DocumentStore', 'Engine', ...resourceTypes],
  },
  {
    id: 608,
    name: 'Security Integrator',
    fullName: 'Security Integrator OMIS',
    urlMarker: 'security-integrator',
    description: 'Carries security groups, tags and access controls to the places that enforce them.',
    partnerAccessService: 'Security Manager',
    defaultPermittedSynchronization: 'TO_THIRD_PARTY',
    status: 'IN_DEVELOPMENT',
    catalogs: [
      'SecurityList',
      'SecurityAccessControl',
      'ActorProfile',
      'UserIdentity',
      'AuthorizationManager',
      'UserAuthenticationManager',
      'UserAccessDirectory',
    ],
  },
  {
    id: undefined,
    name: 'Stewardship Integrator',
    fullName: 'Stewardship Integrator OMIS',
    urlMarker: 'stewardship-integrator',
    description:
      'Exchanges requests to stewards, and what became of them, with tools in which people manage their tasks.',
    partnerAccessService: 'Stewardship Action',
    // Egeria's description names no direction. An exchange goes both ways: the request out, its outcome back.
    defaultPermittedSynchronization: 'BOTH_DIRECTIONS',
    status: 'DESCRIBED',
    catalogs: [
      'ToDo',
      'Meeting',
      'Review',
      'Notification',
      'IncidentReport',
      'RequestForAction',
      'Comment',
      'NoteLog',
      'Project',
      'WorkItemList',
      'ExternalReference',
    ],
  },
  {
    id: 602,
    name: 'Topic Integrator',
    fullName: 'Topic Integrator OMIS',
    urlMarker: 'topic-integrator',
    description: 'Catalogs the topics of event brokers, and the types of the events on them.',
    partnerAccessService: 'Data Manager',
    defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
    status: 'TECHNICAL_PREVIEW',
    catalogs: ['Topic', 'EventBroker', 'EventSet', ...resourceTypes],
  },
];

/** The service of a URL marker, as a daemon definition names it; `undefined` when there is none. */
export function integrationService(urlMarker: string): IntegrationService | undefined {
  return integrationServices.find((service) => service.urlMarker === urlMarker);
}

/** The URL marker that was most likely meant by a misspelt one. */
export function nearestURLMarker(urlMarker: string): string | undefined {
  return nearestName(
    urlMarker,
    integrationServices.map((service) => service.urlMarker),
  );
}

/**
 * Whether connectors of the service may state elements of the type. Never metadata sources and reports on connectors:
 * these the daemon states itself.
 */
export function mayCatalog(service: IntegrationService, typeName: string): boolean {
  if (typeName === 'MetadataCollection' || typeName === 'ConnectorActivityReport') return false;
  const types = typeRegistry();
  for (const name of service.catalogs) if (types.subtypesOf(name).has(typeName)) return true;
  return false;
}
