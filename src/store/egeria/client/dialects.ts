/** What can be asked of the open metadata store service of a server. */
export type Operation =
  | 'element'
  | 'history'
  | 'find'
  | 'related'
  | 'relationship'
  | 'between'
  | 'findRelationships'
  | 'types'
  | 'createElement'
  | 'updateElement'
  | 'updateElementEffectivity'
  | 'deleteElement'
  | 'archiveElement'
  | 'classify'
  | 'reclassify'
  | 'reclassifyEffectivity'
  | 'declassify'
  | 'relate'
  | 'updateRelationship'
  | 'updateRelationshipEffectivity'
  | 'unrelate';

/** How request bodies differ from one version of Egeria to another. */
export interface BodyForm {
  /** The class of properties of what is created. */
  readonly newProperties: 'NewElementProperties' | 'ElementProperties';
  /** Where the effectivity dates of what is created stand: beside its properties, or in the body. */
  readonly effectivity: 'properties' | 'body';
  /** What says whether an update merges; the other word is dropped silently (6.1). */
  readonly merge: 'mergeUpdate' | 'replaceProperties';
  /** Where a new element names what its anchor lies in: in a list, or alone. */
  readonly anchorScope: 'anchorScopeGUIDs' | 'anchorScopeGUID';
  /** Where `startFrom` and `pageSize` of a list stand, and whether it shows what is archived and each of several. */
  readonly paging: 'body' | 'query';
  /** How a text is looked for that another one begins with or holds. */
  readonly textSearch: 'operators' | 'regular expressions';
  /** Whether a list may be told not to walk the graph around each element. */
  readonly graphQueryDepth: boolean;
  readonly classes: {
    readonly classify: string;
    readonly updateEffectivity: string;
    readonly deleteElement: string;
    /** `undefined`: it cannot be done. */
    readonly archiveElement: string | undefined;
    readonly declassify: string;
    readonly unrelate: string;
  };
  readonly cascade: 'cascadedDelete' | 'cascadeDelete' | undefined;
  /** Whether a removal may say its method. */
  readonly deleteMethod: boolean;
  /** Whether relating two elements answers with the GUID of the relationship; else it is looked for afterwards. */
  readonly relatingTellsGuid: boolean;
}

/** What types of an older generation say in other words than ours. */
export interface OlderTypes {
  /** Their names of relationship types by ours: the same two ends under another name. */
  readonly relationshipTypes: Readonly<Record<string, string>>;
  /** Their names of properties by ours, each for the types that have it in place of ours; one text where ours is a list. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  /** Properties of ours, texts all, that are kept among the additional ones by types that have them under no name. */
  readonly keptAsAdditional: readonly string[];
}

/** How one generation of Egeria is spoken to: everything in which they differ, as data. */
export interface Dialect {
  readonly name: 'access service 6' | 'view server 6' | 'access service 5.2' | 'access service 5.0';
  /** The path of the service; `{server}`, `{user}` and `{marker}` are filled in. */
  readonly base: string;
  /** Where the types are read; the path of the service when absent. */
  readonly typesBase?: string;
  /** URL markers to try: any access service of a 5.x server carries the open metadata store service. */
  readonly markers: readonly string[];
  readonly paths: Readonly<Record<Operation, string>>;
  /** What is read by GET, with what would be in the body in the query. */
  readonly reads: ReadonlySet<Operation>;
  readonly body: BodyForm;
  /** Types of what a server makes by itself, for the source and beside what it was asked to create. */
  readonly madeByServer: ReadonlySet<string>;
  /** `undefined`: its types are of our generation. */
  readonly olderTypes?: OlderTypes;
  /** Where a whole archive is taken, and where one can see whether the user may operate the server. */
  readonly archives: { readonly load: string; readonly permission: string } | undefined;
}

const element = '/metadata-elements/{guid}';
const classification = `${element}/classifications/{name}`;
const related = '/related-elements/{guid}';

const paths: Readonly<Record<Operation, string>> = {
  element,
  history: `${element}/history`,
  find: '/metadata-elements/by-search-conditions',
  related: `${related}/any-type`,
  relationship: '/relationships/by-guid/{guid}',
  between: '/metadata-elements/{guid}/linked-by-type/{name}/to-elements/{otherGuid}',
  findRelationships: '/relationships/by-search-conditions',
  types: '/open-metadata-types',
  createElement: '/metadata-elements',
  updateElement: `${element}/update-properties`,
  updateElementEffectivity: `${element}/update-effectivity`,
  deleteElement: `${element}/delete`,
  archiveElement: `${element}/archive`,
  classify: classification,
  reclassify: `${classification}/update-properties`,
  reclassifyEffectivity: `${classification}/update-effectivity`,
  declassify: `${classification}/delete`,
  relate: '/related-elements',
  updateRelationship: `${related}/update-properties`,
  updateRelationshipEffectivity: `${related}/update-effectivity`,
  unrelate: `${related}/delete`,
};

const body6: BodyForm = {
  newProperties: 'NewElementProperties',
  effectivity: 'properties',
  merge: 'mergeUpdate',
  anchorScope: 'anchorScopeGUIDs',
  paging: 'body',
  textSearch: 'operators',
  graphQueryDepth: true,
  classes: {
    classify: 'NewOpenMetadataClassificationRequestBody',
    updateEffectivity: 'UpdateEffectivityDatesRequestBody',
    deleteElement: 'DeleteElementRequestBody',
    archiveElement: 'DeleteElementRequestBody',
    declassify: 'DeleteClassificationRequestBody',
    unrelate: 'DeleteRelationshipRequestBody',
  },
  cascade: 'cascadedDelete',
  deleteMethod: true,
  relatingTellsGuid: true,
};

/** The access service of 6.x: what is tested, by recordings of a running 6.1. */
const access6: Dialect = {
  name: 'access service 6',
  base: '/servers/{server}/open-metadata/access-services/open-metadata-store/users/{user}',
  markers: [''],
  paths,
  reads: new Set(['types']),
  body: body6,
  madeByServer: new Set(),
  archives: {
    load: '/open-metadata/server-operations/servers/{server}/instance/open-metadata-archives/archive-content',
    permission: '/open-metadata/server-operations/servers/{server}/instance/status',
  },
};

/** The same service by a view server of 6.x: its metadata expert service; types are another service's. */
const view6: Dialect = {
  ...access6,
  name: 'view server 6',
  base: '/servers/{server}/api/open-metadata/metadata-expert',
  typesBase: '/servers/{server}/api/open-metadata/valid-metadata',
  // It says the class of the body otherwise than the server behind it takes it (6.1).
  body: { ...body6, classes: { ...body6.classes, archiveElement: undefined } },
  archives: undefined,
};

/** The types of 5.3, as a running one tells them, beside those of 6.1. */
const olderTypes: OlderTypes = {
  relationshipTypes: { Schema: 'AssetSchemaType' },
  properties: { displayName: ['name'], encodingType: ['encoding'], anchorScopeGUIDs: ['anchorScopeGUID'] },
  keptAsAdditional: [
    'identifier',
    'category',
    'url',
    'namespacePath',
    'source',
    'versionIdentifier',
    'contentStatus',
    'userDefinedContentStatus',
    'deploymentStatus',
    'userDefinedDeploymentStatus',
  ],
};

/** Names of properties that only older types have: texts all. */
export const olderPropertyNames: readonly string[] = Object.values(olderTypes.properties).flat();

/** The service of 5.2 and 5.3, as a running 5.3 takes it. */
const access52: Dialect = {
  ...access6,
  name: 'access service 5.2',
  base: '/servers/{server}/open-metadata/framework-services/{marker}/open-metadata-store/users/{user}',
  markers: [
    'asset-manager',
    'asset-owner',
    'data-manager',
    'asset-consumer',
    'governance-server',
    'digital-architecture',
  ],
  paths: { ...paths, deleteElement: `${element}/delete` },
  body: {
    newProperties: 'ElementProperties',
    effectivity: 'body',
    merge: 'replaceProperties',
    anchorScope: 'anchorScopeGUID',
    paging: 'query',
    textSearch: 'regular expressions',
    graphQueryDepth: false,
    classes: {
      classify: 'NewClassificationRequestBody',
      updateEffectivity: 'UpdateEffectivityDatesRequestBody',
      deleteElement: 'MetadataSourceRequestBody',
      archiveElement: 'ArchiveRequestBody',
      declassify: 'MetadataSourceRequestBody',
      unrelate: 'MetadataSourceRequestBody',
    },
    cascade: undefined,
    deleteMethod: false,
    relatingTellsGuid: false,
  },
  olderTypes,
  // The folders above each file and folder, up to the root (5.3).
  madeByServer: new Set(['FileSystem', 'FileFolder', 'FolderHierarchy', 'NestedFile', 'ServerAssetUse']),
  archives: undefined,
};

/** The service of 5.0 and 5.1, by its controller: never tried. It tells no history and reads nothing as of a time. */
const access50: Dialect = {
  ...access52,
  name: 'access service 5.0',
  paths: {
    ...access52.paths,
    find: '/metadata-elements/by-search-specification',
    findRelationships: '/relationships/by-search-specification',
  },
  reads: new Set(['types', 'element', 'related', 'relationship', 'between']),
};

/** The dialects that a platform of this version may speak, the one that is tried first ahead; empty: it is too old. */
export function dialectsOf(version: PlatformVersion): readonly Dialect[] {
  if (version.major >= 6) return [access6, view6];
  if (version.major < 5) return [];
  return version.minor >= 2 ? [access52] : [access50];
}

/** A version of Egeria, such as 6.1. */
export interface PlatformVersion {
  readonly major: number;
  readonly minor: number;
  /** As people write it: `6.1`. */
  readonly text: string;
}

/** Reads the version out of what a platform says of its origin: `Egeria OMAG Server Platform (version 6.1-SNAPSHOT)`. */
export function platformVersion(origin: string): PlatformVersion | undefined {
  const [, major, minor] = /Egeria OMAG Server Platform \(version (\d+)\.(\d+)/u.exec(origin) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), text: `${major}.${minor}` };
}

/** The versions that were tested, each with a running platform. */
export const testedVersions: readonly string[] = ['5.3', '6.1'];

/** Whether the pair of this version of ours and that one of Egeria's was tested. */
export function isTested(version: PlatformVersion): boolean {
  return testedVersions.includes(version.text);
}
