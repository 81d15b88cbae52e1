import { describe, expect, it } from 'vitest';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import { integrationService, integrationServices, mayCatalog, nearestURLMarker } from './integration-services.ts';

// Egeria's documentation and the service registries of its releases 3.15 to 4.3.
const facts = [
  [600, 'Catalog Integrator', 'catalog-integrator', 'Asset Manager', 'BOTH_DIRECTIONS', 'IN_DEVELOPMENT'],
  [601, 'API Integrator', 'api-integrator', 'Data Manager', 'FROM_THIRD_PARTY', 'TECHNICAL_PREVIEW'],
  [602, 'Topic Integrator', 'topic-integrator', 'Data Manager', 'FROM_THIRD_PARTY', 'TECHNICAL_PREVIEW'],
  [603, 'Display Integrator', 'display-integrator', 'Data Manager', 'FROM_THIRD_PARTY', 'TECHNICAL_PREVIEW'],
  [604, 'Database Integrator', 'database-integrator', 'Data Manager', 'FROM_THIRD_PARTY', 'TECHNICAL_PREVIEW'],
  [605, 'Files Integrator', 'files-integrator', 'Data Manager', 'FROM_THIRD_PARTY', 'TECHNICAL_PREVIEW'],
  [606, 'Lineage Integrator', 'lineage-integrator', 'Asset Manager', 'FROM_THIRD_PARTY', 'IN_DEVELOPMENT'],
  [
    607,
    'Organization Integrator',
    'organization-integrator',
    'Community Profile',
    'FROM_THIRD_PARTY',
    'IN_DEVELOPMENT',
  ],
  [608, 'Security Integrator', 'security-integrator', 'Security Manager', 'TO_THIRD_PARTY', 'IN_DEVELOPMENT'],
  [609, 'Analytics Integrator', 'analytics-integrator', 'Data Science', 'BOTH_DIRECTIONS', 'IN_DEVELOPMENT'],
  [610, 'Search Integrator', 'search-integrator', 'Asset Catalog', 'BOTH_DIRECTIONS', 'IN_DEVELOPMENT'],
  [
    611,
    'Infrastructure Integrator',
    'infrastructure-integrator',
    'IT Infrastructure',
    'BOTH_DIRECTIONS',
    'IN_DEVELOPMENT',
  ],
  [undefined, 'Stewardship Integrator', 'stewardship-integrator', 'Stewardship Action', 'BOTH_DIRECTIONS', 'DESCRIBED'],
] as const;

function serviceOf(urlMarker: string) {
  const service = integrationService(urlMarker);
  if (service === undefined) throw new Error(`no service ${urlMarker}`);
  return service;
}

it('has the twelve services that shipped, and Stewardship', () => {
  expect(integrationServices.map((service) => service.urlMarker).toSorted()).toEqual(
    facts.map(([, , urlMarker]) => urlMarker).toSorted(),
  );
});

it.each(facts)('number %s is the %s', (id, name, urlMarker, partner, synchronization, status) => {
  expect(integrationService(urlMarker)).toMatchObject({
    id,
    name,
    fullName: `${name} OMIS`,
    partnerAccessService: partner,
    defaultPermittedSynchronization: synchronization,
    status,
  });
});

it('knows no other URL marker, and the nearest to a misspelt one', () => {
  expect(integrationService('databse-integrator')).toBeUndefined();
  expect(nearestURLMarker('databse-integrator')).toBe('database-integrator');
  expect(nearestURLMarker('database')).toBe('database-integrator');
});

describe.each(integrationServices)('$name', (service) => {
  it('names entity types of Egeria 6.1, each once', () => {
    expect(service.catalogs.filter((name) => typeRegistry().entity(name) === undefined)).toEqual([]);
    expect(new Set(service.catalogs).size).toBe(service.catalogs.length);
  });

  it('names no type beneath another that it names', () => {
    const types = typeRegistry();
    const covered = service.catalogs.filter((name) =>
      types.entity(name)?.supertypes.some((supertype) => service.catalogs.some((other) => other === supertype)),
    );
    expect(covered).toEqual([]);
  });

  it('names only types whose elements have a qualified name', () => {
    expect(service.catalogs.filter((name) => typeRegistry().uniqueAttribute(name) === undefined)).toEqual([]);
  });

  it('lets no connector state what is the daemon’s to state', () => {
    expect(mayCatalog(service, 'MetadataCollection')).toBe(false);
    expect(mayCatalog(service, 'ConnectorActivityReport')).toBe(false);
  });
});

it.each([
  [
    'database-integrator',
    'RelationalDatabase DeployedDatabaseSchema RelationalDBSchemaType RelationalTable RelationalColumn',
  ],
  ['database-integrator', 'SoftwareServer DatabaseManager VirtualConnection Endpoint ConnectorType'],
  [
    'files-integrator',
    'FileFolder DataFolder CSVFile ParquetFile ArchiveFile TabularSchemaType TabularFileColumn FileSystem',
  ],
  ['topic-integrator', 'Topic EventBroker EventTypeList EventType EventSchemaAttribute Endpoint'],
  ['api-integrator', 'DeployedAPI APISchemaType APIOperation APIParameterList APIParameter RESTAPIManager Endpoint'],
  [
    'display-integrator',
    'Form Report InformationView DisplayDataContainer DisplayDataField QuerySchemaType Application',
  ],
  [
    'lineage-integrator',
    'DeployedSoftwareComponent TransientEmbeddedProcess PortImplementation DataFile Topic RelationalColumn',
  ],
  [
    'organization-integrator',
    'Person Team Organization PersonRole UserIdentity ContactDetails Community SecurityGroup',
  ],
  [
    'infrastructure-integrator',
    'Host SoftwareServerPlatform SoftwareServer OperatingPlatform Network Application Endpoint',
  ],
  ['security-integrator', 'SecurityGroup SecurityRole GovernanceZone UserIdentity'],
  ['catalog-integrator', 'Glossary GlossaryTerm DataClass GovernanceZone Project InformalTag RelationalTable DataFile'],
  ['analytics-integrator', 'DeployedAnalyticsModel AnalyticsModelRun AnalyticsEngine CSVFile'],
  ['search-integrator', 'DocumentStore DocumentSchemaType Engine'],
  ['stewardship-integrator', 'ToDo RequestForAction IncidentReport Comment'],
])('the %s catalogs %s', (urlMarker, typeNames) => {
  const names = typeNames.split(' ');
  expect(names.filter((name) => mayCatalog(serviceOf(urlMarker), name))).toEqual(names);
});

it.each([
  ['database-integrator', 'CSVFile'],
  ['files-integrator', 'RelationalDatabase'],
  ['topic-integrator', 'Person'],
  ['organization-integrator', 'RelationalTable'],
  ['database-integrator', 'Asset'],
  ['database-integrator', 'NoSuchType'],
])('the %s does not catalog a %s', (urlMarker, typeName) => {
  expect(mayCatalog(serviceOf(urlMarker), typeName)).toBe(false);
});
