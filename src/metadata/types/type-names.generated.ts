// Generated from open-metadata-types-6.1.json by docs/generate-types.ts: do not edit.

/** What the attribute type `object` may hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Day and time in UTC: `2026-11-23T06:00:00.000Z`. */
export type IsoDate = string;

/** The properties of a type that has none. */
export type NoProperties = Readonly<Record<string, never>>;

/** The values of every enum of the open metadata types 6.1. */
export interface EnumValues {
  readonly ActivityStatus:
    | 'REQUESTED'
    | 'APPROVED'
    | 'WAITING'
    | 'ACTIVATING'
    | 'IN_PROGRESS'
    | 'PAUSED'
    | 'FOR_INFO'
    | 'COMPLETED'
    | 'INVALID'
    | 'IGNORED'
    | 'FAILED'
    | 'CANCELLED'
    | 'ABANDONED'
    | 'OTHER';
  readonly ActivityType:
    | 'OPERATION'
    | 'ACTION'
    | 'TASK'
    | 'PROCESS'
    | 'PROJECT'
    | 'OTHER';
  readonly AnnotationStatus:
    | 'NEW_ANNOTATION'
    | 'REVIEWED_ANNOTATION'
    | 'APPROVED_ANNOTATION'
    | 'ACTIONED_ANNOTATION'
    | 'INVALID_ANNOTATION'
    | 'IGNORE_ANNOTATION'
    | 'OTHER_STATUS'
    | 'UNKNOWN_STATUS';
  readonly BusinessCapabilityType:
    | 'UNCLASSIFIED'
    | 'BUSINESS_SERVICE'
    | 'BUSINESS_AREA'
    | 'BUSINESS_DOMAIN'
    | 'OTHER';
  readonly ByteOrdering:
    | 'BIG_ENDIAN'
    | 'LITTLE_ENDIAN';
  readonly CapabilityAssetUseType:
    | 'OWNS'
    | 'GOVERNS'
    | 'MAINTAINS'
    | 'USES'
    | 'OTHER';
  readonly CommentType:
    | 'STANDARD_COMMENT'
    | 'QUESTION'
    | 'ANSWER'
    | 'SUGGESTION'
    | 'USAGE_EXPERIENCE'
    | 'REQUIREMENT'
    | 'OTHER';
  readonly ContactMethodType:
    | 'EMAIL'
    | 'PHONE'
    | 'CHAT'
    | 'PROFILE'
    | 'ACCOUNT'
    | 'OTHER';
  readonly ContentStatus:
    | 'DRAFT'
    | 'PREPARED'
    | 'PROPOSED'
    | 'APPROVED'
    | 'REJECTED'
    | 'ACTIVE'
    | 'DEPRECATED'
    | 'OTHER';
  readonly CoverageCategory:
    | 'UNKNOWN'
    | 'UNIQUE_IDENTIFIER'
    | 'IDENTIFIER'
    | 'CORE_DETAIL'
    | 'EXTENDED_DETAIL';
  readonly CrowdSourcingRole:
    | 'LOCAL_KEY'
    | 'RECYCLED_KEY'
    | 'NATURAL_KEY'
    | 'MIRROR_KEY'
    | 'AGGREGATE_KEY'
    | 'CALLERS_KEY'
    | 'STABLE_KEY'
    | 'OTHER';
  readonly DataItemSortOrder:
    | 'ASCENDING'
    | 'DESCENDING'
    | 'UNSORTED';
  readonly DataValueAssignmentStatus:
    | 'DISCOVERED'
    | 'PROPOSED'
    | 'IMPORTED'
    | 'VALIDATED'
    | 'DEPRECATED'
    | 'OBSOLETE'
    | 'OTHER';
  readonly DeleteMethod:
    | 'ARCHIVE'
    | 'SOFT_DELETE'
    | 'LOOK_FOR_LINEAGE'
    | 'PURGE'
    | 'OTHER';
  readonly DeploymentStatus:
    | 'PROPOSED'
    | 'UNDER_DEVELOPMENT'
    | 'DEVELOPMENT_COMPLETE'
    | 'APPROVED_FOR_DEPLOYMENT'
    | 'REJECTED'
    | 'STANDBY'
    | 'ACTIVE'
    | 'DISABLED'
    | 'FAILED'
    | 'OTHER';
  readonly IncidentReportStatus:
    | 'UNCLASSIFIED'
    | 'MARGINAL'
    | 'IMPORTANT'
    | 'CRITICAL'
    | 'CATASTROPHIC'
    | 'OTHER';
  readonly KeyPattern:
    | 'LOCAL_KEY'
    | 'RECYCLED_KEY'
    | 'NATURAL_KEY'
    | 'MIRROR_KEY'
    | 'AGGREGATE_KEY'
    | 'CALLERS_KEY'
    | 'STABLE_KEY'
    | 'OTHER';
  readonly MediaType:
    | 'IMAGE'
    | 'AUDIO'
    | 'DOCUMENT'
    | 'VIDEO'
    | 'OTHER';
  readonly MediaUsage:
    | 'ICON'
    | 'THUMBNAIL'
    | 'ILLUSTRATION'
    | 'USAGE_GUIDANCE'
    | 'OTHER';
  readonly MembershipStatus:
    | 'UNKNOWN'
    | 'DISCOVERED'
    | 'PROPOSED'
    | 'IMPORTED'
    | 'VALIDATED'
    | 'DEPRECATED'
    | 'OBSOLETE'
    | 'OTHER';
  readonly PermittedSynchronization:
    | 'BOTH_DIRECTIONS'
    | 'TO_THIRD_PARTY'
    | 'FROM_THIRD_PARTY'
    | 'OTHER';
  readonly PortType:
    | 'INPUT_PORT'
    | 'OUTPUT_PORT'
    | 'INOUT_PORT'
    | 'OUTIN_PORT'
    | 'OTHER';
  readonly ProcessContainmentType:
    | 'OWNED'
    | 'USED'
    | 'OTHER';
  readonly RelationshipDecoration:
    | 'NONE'
    | 'AGGREGATION'
    | 'COMPOSITION'
    | 'EXTENSION';
  readonly SolutionPortDirection:
    | 'UNKNOWN'
    | 'INPUT'
    | 'OUTPUT'
    | 'INOUT'
    | 'OUTIN'
    | 'OTHER';
  readonly StarRating:
    | 'NOT_RECOMMENDED'
    | 'ONE_STAR'
    | 'TWO_STARS'
    | 'THREE_STARS'
    | 'FOUR_STARS'
    | 'FIVE_STARS';
  readonly TermAssignmentStatus:
    | 'DISCOVERED'
    | 'PROPOSED'
    | 'IMPORTED'
    | 'VALIDATED'
    | 'DEPRECATED'
    | 'OBSOLETE'
    | 'OTHER';
  readonly TermRelationshipStatus:
    | 'DRAFT'
    | 'ACTIVE'
    | 'DEPRECATED'
    | 'OBSOLETE'
    | 'OTHER';
}

export type EnumTypeName = keyof EnumValues;

export interface APIOperationProperties extends SchemaTypeProperties {
  readonly path?: string | undefined;
  readonly command?: string | undefined;
}

export interface APIParameterProperties extends SchemaAttributeProperties {
  readonly parameterType?: string | undefined;
}

export interface APIParameterListProperties extends SchemaTypeProperties {
  readonly required?: boolean | undefined;
}

export interface ActionProperties extends ProcessProperties {
  readonly situation?: string | undefined;
}

export interface ActorRoleProperties extends ReferenceableProperties {
  readonly actorRoleGroups?: readonly string[] | undefined;
  readonly scope?: string | undefined;
}

export interface AnnotationProperties extends AuthoredReferenceableProperties {
  readonly annotationType?: string | undefined;
  readonly summary?: string | undefined;
  readonly sampleSize?: number | undefined;
  readonly samplePercent?: number | undefined;
  readonly samplingMethod?: string | undefined;
  readonly confidence?: number | undefined;
  readonly units?: string | undefined;
  readonly absoluteUncertainty?: number | undefined;
  readonly relativeUncertainty?: number | undefined;
  readonly expression?: string | undefined;
  readonly explanation?: string | undefined;
  readonly analysisStep?: string | undefined;
  readonly jsonProperties?: string | undefined;
}

export interface AnnotationReviewProperties extends ReviewProperties {
  readonly annotationStatus?: EnumValues['AnnotationStatus'] | undefined;
}

export interface AssetProperties extends ReferenceableProperties {
  readonly deployedImplementationType?: string | undefined;
  readonly resourceName?: string | undefined;
  readonly namespacePath?: string | undefined;
  readonly source?: string | undefined;
}

export interface AuthoredReferenceableProperties extends ReferenceableProperties {
  readonly contentStatus?: EnumValues['ContentStatus'] | undefined;
  readonly userDefinedContentStatus?: string | undefined;
  readonly authors?: readonly string[] | undefined;
}

export interface BusinessCapabilityProperties extends CollectionProperties {
  readonly businessCapabilityType?: EnumValues['BusinessCapabilityType'] | undefined;
  readonly businessImplementationType?: string | undefined;
}

export interface CSVFileProperties extends DataFileProperties {
  readonly delimiterCharacter?: string | undefined;
  readonly quoteCharacter?: string | undefined;
}

export interface ChangeManagementLibraryProperties extends SoftwareCapabilityProperties {
  readonly libraryType?: string | undefined;
}

export interface CitedDocumentProperties extends ExternalReferenceProperties {
  readonly numberOfPages?: number | undefined;
  readonly pageRange?: string | undefined;
  readonly publicationSeries?: string | undefined;
  readonly publicationSeriesVolume?: string | undefined;
  readonly publisher?: string | undefined;
  readonly edition?: string | undefined;
  readonly firstPublicationDate?: IsoDate | undefined;
  readonly publicationDate?: IsoDate | undefined;
  readonly publicationCity?: string | undefined;
  readonly publicationYear?: string | undefined;
  readonly publicationNumbers?: readonly string[] | undefined;
}

export interface ClassificationAnnotationProperties extends DataFieldAnnotationProperties {
  readonly classificationName?: string | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

export interface CollectionProperties extends AuthoredReferenceableProperties {
  readonly purpose?: string | undefined;
}

export interface CommentProperties extends ReferenceableProperties {
  readonly commentType?: EnumValues['CommentType'] | undefined;
}

export interface CommunityProperties extends ReferenceableProperties {
  readonly mission?: string | undefined;
}

export interface ConnectionProperties extends ReferenceableProperties {
  readonly securedProperties?: Readonly<Record<string, JsonValue>> | undefined;
  readonly configurationProperties?: Readonly<Record<string, JsonValue>> | undefined;
  readonly userId?: string | undefined;
  readonly clearPassword?: string | undefined;
  readonly encryptedPassword?: string | undefined;
}

export interface ConnectorActivityReportProperties extends ReportProperties {
  readonly serverName?: string | undefined;
  readonly connectorName?: string | undefined;
  readonly connectorId?: string | undefined;
  readonly connectorStartDate?: IsoDate | undefined;
  readonly refreshStartDate?: IsoDate | undefined;
  readonly refreshCompletionDate?: IsoDate | undefined;
  readonly connectorDisconnectDate?: IsoDate | undefined;
  readonly createdElements?: readonly string[] | undefined;
  readonly updatedElements?: readonly string[] | undefined;
  readonly deletedElements?: readonly string[] | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ConnectorTypeProperties extends ReferenceableProperties {
  readonly connectorProviderClassName?: string | undefined;
  readonly recognizedAdditionalProperties?: readonly string[] | undefined;
  readonly recognizedSecuredProperties?: readonly string[] | undefined;
  readonly recognizedConfigurationProperties?: readonly string[] | undefined;
  readonly supportedAssetTypeName?: string | undefined;
  readonly expectedDataFormat?: string | undefined;
  readonly connectorFrameworkName?: string | undefined;
  readonly connectorInterfaceLanguage?: string | undefined;
  readonly connectorInterfaces?: readonly string[] | undefined;
  readonly targetTechnologySource?: string | undefined;
  readonly targetTechnologyName?: string | undefined;
  readonly targetTechnologyInterfaces?: readonly string[] | undefined;
  readonly targetTechnologyVersions?: readonly string[] | undefined;
  readonly supportedDeployedImplementationType?: string | undefined;
}

export interface ContactDetailsProperties extends ReferenceableProperties {
  readonly contactType?: string | undefined;
  readonly contactMethodType?: EnumValues['ContactMethodType'] | undefined;
  readonly contactMethodValue?: string | undefined;
  readonly contactMethodService?: string | undefined;
}

export interface ContextEventProperties extends ReferenceableProperties {
  readonly eventEffect?: string | undefined;
  readonly plannedStartDate?: IsoDate | undefined;
  readonly actualStartDate?: IsoDate | undefined;
  readonly plannedDuration?: number | undefined;
  readonly actualDuration?: number | undefined;
  readonly repeatInterval?: number | undefined;
  readonly plannedCompletionDate?: IsoDate | undefined;
  readonly actualCompletionDate?: IsoDate | undefined;
  readonly referenceEffectiveFrom?: IsoDate | undefined;
  readonly referenceEffectiveTo?: IsoDate | undefined;
}

export interface ContributionRecordProperties extends ReferenceableProperties {
  readonly karmaPoints?: number | undefined;
}

export interface DataAssetProperties extends AssetProperties {
  readonly contentStatus?: EnumValues['ContentStatus'] | undefined;
  readonly userDefinedContentStatus?: string | undefined;
  readonly authors?: readonly string[] | undefined;
}

export interface DataClassProperties extends DataValueSpecificationProperties {
  readonly allowsDuplicateValues?: boolean | undefined;
  readonly isNullable?: boolean | undefined;
  readonly isCaseSensitive?: boolean | undefined;
  readonly defaultValue?: string | undefined;
  readonly averageValue?: string | undefined;
  readonly valueList?: readonly string[] | undefined;
  readonly valueRangeFrom?: string | undefined;
  readonly valueRangeTo?: string | undefined;
  readonly sampleValues?: readonly string[] | undefined;
  readonly dataPatterns?: readonly string[] | undefined;
}

export interface DataClassAnnotationProperties extends DataFieldAnnotationProperties {
  readonly candidateDataClassGUIDs?: readonly string[] | undefined;
  readonly specification?: string | undefined;
}

export interface DataFieldProperties extends AuthoredReferenceableProperties {
  readonly namespacePath?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly namePatterns?: readonly string[] | undefined;
  readonly defaultValue?: string | undefined;
  readonly isNullable?: boolean | undefined;
  readonly dataType?: string | undefined;
  readonly units?: string | undefined;
  readonly minimumLength?: number | undefined;
  readonly length?: number | undefined;
  readonly precision?: number | undefined;
  readonly orderedValues?: boolean | undefined;
  readonly sortOrder?: EnumValues['DataItemSortOrder'] | undefined;
}

export interface DataFieldAnnotationProperties extends AnnotationProperties {
  readonly dataType?: string | undefined;
  readonly matchingValues?: number | undefined;
  readonly nonMatchingValues?: number | undefined;
}

export interface DataFileProperties extends DataStoreProperties {
  readonly fileName?: string | undefined;
  readonly fileType?: string | undefined;
  readonly fileExtension?: string | undefined;
}

export interface DataGrainProperties extends DataValueSpecificationProperties {
  readonly granularityBasis?: string | undefined;
  readonly grainStatement?: string | undefined;
  readonly interval?: number | undefined;
}

export interface DataGrainAnnotationProperties extends DataFieldAnnotationProperties {
  readonly candidateDataGrainGUIDs?: readonly string[] | undefined;
  readonly granularityBasis?: string | undefined;
  readonly grainStatement?: string | undefined;
  readonly interval?: number | undefined;
}

export interface DataLensProperties extends GovernanceControlProperties {
  readonly minLongitude?: number | undefined;
  readonly minLatitude?: number | undefined;
  readonly maxLongitude?: number | undefined;
  readonly maxLatitude?: number | undefined;
  readonly minHeight?: number | undefined;
  readonly maxHeight?: number | undefined;
  readonly scopeElements?: Readonly<Record<string, string>> | undefined;
  readonly dataCollectionStartTime?: IsoDate | undefined;
  readonly dataCollectionEndTime?: IsoDate | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface DataSetProperties extends DataAssetProperties {
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
}

export interface DataStoreProperties extends DataAssetProperties {
  readonly pathName?: string | undefined;
  readonly storeCreateTime?: IsoDate | undefined;
  readonly storeUpdateTime?: IsoDate | undefined;
}

export interface DataStructureProperties extends AuthoredReferenceableProperties {
  readonly namespacePath?: string | undefined;
  readonly namePatterns?: readonly string[] | undefined;
}

export interface DataValueSpecificationProperties extends AuthoredReferenceableProperties {
  readonly namespacePath?: string | undefined;
  readonly matchPropertyNames?: readonly string[] | undefined;
  readonly matchThreshold?: number | undefined;
  readonly specification?: string | undefined;
  readonly specificationDetails?: Readonly<Record<string, string>> | undefined;
  readonly dataType?: string | undefined;
  readonly units?: string | undefined;
  readonly absoluteUncertainty?: number | undefined;
  readonly relativeUncertainty?: number | undefined;
}

export interface DatabaseProperties extends DataStoreProperties {
  readonly databaseInstance?: string | undefined;
  readonly importedFrom?: string | undefined;
}

export interface DeployedSoftwareComponentProperties extends ProcessProperties {
  readonly implementationLanguage?: string | undefined;
}

export interface DesignModelElementProperties extends AuthoredReferenceableProperties {
  readonly canonicalName?: string | undefined;
}

export interface DesignPatternProperties extends AuthoredReferenceableProperties {
  readonly benefits?: readonly string[] | undefined;
  readonly problemStatement?: string | undefined;
  readonly solutionDescription?: string | undefined;
  readonly problemExample?: string | undefined;
  readonly forces?: readonly string[] | undefined;
  readonly usage?: string | undefined;
  readonly context?: string | undefined;
  readonly liabilities?: readonly string[] | undefined;
  readonly solutionExample?: string | undefined;
}

export interface DigitalProductProperties extends CollectionProperties {
  readonly deploymentStatus?: EnumValues['DeploymentStatus'] | undefined;
  readonly userDefinedDeploymentStatus?: string | undefined;
  readonly productName?: string | undefined;
  readonly introductionDate?: IsoDate | undefined;
  readonly maturity?: string | undefined;
  readonly serviceLife?: string | undefined;
  readonly nextVersionDate?: IsoDate | undefined;
  readonly withdrawDate?: IsoDate | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface DigitalSubscriptionProperties extends CollectionProperties {
  readonly supportLevel?: string | undefined;
  readonly serviceLevels?: Readonly<Record<string, string>> | undefined;
}

export interface DisplayDataFieldProperties extends SchemaAttributeProperties {
  readonly inputField?: boolean | undefined;
}

export interface EndpointProperties extends ReferenceableProperties {
  readonly networkAddress?: string | undefined;
  readonly protocol?: string | undefined;
  readonly encryptionMethod?: string | undefined;
}

export interface EngineActionProperties extends ActionProperties {
  readonly domainIdentifier?: number | undefined;
  readonly completionGuards?: readonly string[] | undefined;
  readonly requestType?: string | undefined;
  readonly iscQualifiedName?: string | undefined;
  readonly requesterUserId?: string | undefined;
  readonly mandatoryGuards?: readonly string[] | undefined;
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  readonly governanceActionTypeGUID?: string | undefined;
  readonly governanceActionTypeName?: string | undefined;
  readonly processStepGUID?: string | undefined;
  readonly executorEngineGUID?: string | undefined;
  readonly executorEngineName?: string | undefined;
  readonly processName?: string | undefined;
  readonly receivedGuards?: readonly string[] | undefined;
  readonly completionMessage?: string | undefined;
  readonly processingEngineUserId?: string | undefined;
  readonly processStepName?: string | undefined;
}

export interface ExternalIdProperties extends ReferenceableProperties {
  readonly key: string;
  readonly keyPattern?: EnumValues['KeyPattern'] | undefined;
  readonly externalInstanceTypeName?: string | undefined;
  readonly externalInstanceCreatedBy?: string | undefined;
  readonly externalInstanceCreationTime?: IsoDate | undefined;
  readonly externalInstanceLastUpdatedBy?: string | undefined;
  readonly externalInstanceLastUpdateTime?: IsoDate | undefined;
  readonly externalInstanceVersion?: number | undefined;
}

export interface ExternalReferenceProperties extends AuthoredReferenceableProperties {
  readonly referenceTitle?: string | undefined;
  readonly referenceAbstract?: string | undefined;
  readonly authors?: readonly string[] | undefined;
  readonly sources?: Readonly<Record<string, string>> | undefined;
  readonly organization?: string | undefined;
  readonly license?: string | undefined;
  readonly copyright?: string | undefined;
  readonly attribution?: string | undefined;
}

export interface FileSystemProperties extends SoftwareCapabilityProperties {
  readonly format?: string | undefined;
  readonly encryption?: string | undefined;
  readonly canonicalMountPoint?: string | undefined;
  readonly localMountPoint?: string | undefined;
}

export interface FingerprintAnnotationProperties extends DataFieldAnnotationProperties {
  readonly fingerprint?: string | undefined;
  readonly fingerprintAlgorithm?: string | undefined;
  readonly hash?: number | undefined;
  readonly hashAlgorithm?: string | undefined;
}

export interface GlossaryProperties extends CollectionProperties {
  readonly language?: string | undefined;
  readonly usage?: string | undefined;
}

export interface GlossaryTermProperties extends AuthoredReferenceableProperties {
  readonly summary?: string | undefined;
  readonly examples?: string | undefined;
  readonly abbreviation?: string | undefined;
  readonly usage?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
}

export interface GovernanceActionProcessStepProperties extends GovernanceActionTypeProperties {
  readonly ignoreMultipleTriggers?: boolean | undefined;
}

export interface GovernanceActionTypeProperties extends GovernanceControlProperties {
  readonly waitTime?: number | undefined;
  readonly producedGuards?: readonly string[] | undefined;
}

export interface GovernanceControlProperties extends GovernanceDefinitionProperties {
  readonly implementationDescription?: string | undefined;
}

export interface GovernanceDefinitionProperties extends AuthoredReferenceableProperties {
  readonly domainIdentifier?: number | undefined;
  readonly summary?: string | undefined;
  readonly scope?: string | undefined;
  readonly usage?: string | undefined;
  readonly importance?: string | undefined;
  readonly implications?: readonly string[] | undefined;
  readonly outcomes?: readonly string[] | undefined;
  readonly results?: readonly string[] | undefined;
}

export interface GovernanceMetricProperties extends GovernanceControlProperties {
  readonly measurement?: string | undefined;
  readonly target?: string | undefined;
}

export interface GovernanceRoleProperties extends PersonRoleProperties {
  readonly domainIdentifier?: number | undefined;
}

export interface GovernanceStrategyProperties extends GovernanceDefinitionProperties {
  readonly businessImperatives?: readonly string[] | undefined;
}

export interface GovernanceZoneProperties extends GovernanceControlProperties {
  readonly criteria?: string | undefined;
}

export interface ITInfrastructureProperties extends InfrastructureProperties {
  readonly userId?: string | undefined;
}

export interface ImplementationSnippetProperties extends ReferenceableProperties {
  readonly snippet?: string | undefined;
  readonly implementationLanguage?: string | undefined;
  readonly usage?: string | undefined;
}

export interface IncidentReportProperties extends ReportProperties {
  readonly domainIdentifier?: number | undefined;
  readonly background?: string | undefined;
  readonly incidentClassifiers?: Readonly<Record<string, number>> | undefined;
  readonly incidentStatus?: EnumValues['IncidentReportStatus'] | undefined;
}

export interface InformalTagProperties extends ReferenceableProperties {
  readonly displayName: string;
}

export interface InformationSupplyChainProperties extends CollectionProperties {
  readonly scope?: string | undefined;
  readonly dataProcessingPurposes?: readonly string[] | undefined;
  readonly integrationStyle?: string | undefined;
  readonly estimatedVolumetrics?: Readonly<Record<string, string>> | undefined;
}

export interface InfrastructureProperties extends AssetProperties {
  readonly deploymentStatus?: EnumValues['DeploymentStatus'] | undefined;
  readonly userDefinedDeploymentStatus?: string | undefined;
}

export interface IntegrationConnectorProperties extends DeployedSoftwareComponentProperties {
  readonly usesBlockingCalls?: boolean | undefined;
}

export interface LikeProperties extends OpenMetadataRootProperties {
  readonly emoji?: string | undefined;
}

export interface LiteralSchemaTypeProperties extends SchemaTypeProperties {
  readonly dataType?: string | undefined;
  readonly fixedValue?: string | undefined;
}

export interface MediaFileProperties extends DataFileProperties {
  readonly embeddedMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface MeetingProperties extends ActionProperties {
  readonly objective?: string | undefined;
  readonly minutes?: readonly string[] | undefined;
  readonly decisions?: readonly string[] | undefined;
}

export interface MetadataCollectionProperties extends DataSetProperties {
  readonly managedMetadataCollectionId?: string | undefined;
}

export interface MetadataRepositoryCohortProperties extends ReferenceableProperties {
  readonly cohortTopics?: readonly string[] | undefined;
}

export interface NamingStandardRuleProperties extends GovernanceControlProperties {
  readonly namePatterns?: readonly string[] | undefined;
}

export interface NotificationTypeProperties extends GovernanceControlProperties {
  readonly plannedStartDate?: IsoDate | undefined;
  readonly multipleNotificationsPermitted?: boolean | undefined;
  readonly minimumNotificationInterval?: number | undefined;
  readonly notificationInterval?: number | undefined;
  readonly notificationCount?: number | undefined;
  readonly nextScheduledNotification?: IsoDate | undefined;
  readonly plannedCompletionDate?: IsoDate | undefined;
}

export interface OpenMetadataRootProperties {
  readonly legal?: string | undefined;
}

export interface OperatingPlatformProperties extends AuthoredReferenceableProperties {
  readonly operatingSystem?: string | undefined;
  readonly byteOrdering?: EnumValues['ByteOrdering'] | undefined;
  readonly operatingSystemPatchLevel?: string | undefined;
}

export interface PersonProperties extends ReferenceableProperties {
  readonly fullName?: string | undefined;
  readonly jobTitle?: string | undefined;
  readonly residentCountry?: string | undefined;
  readonly timezone?: string | undefined;
  readonly pronouns?: string | undefined;
  readonly courtesyTitle?: string | undefined;
  readonly givenNames?: string | undefined;
  readonly surname?: string | undefined;
  readonly employeeNumber?: string | undefined;
  readonly employeeType?: string | undefined;
  readonly preferredLanguage?: string | undefined;
  readonly initials?: string | undefined;
}

export interface PersonRoleProperties extends ActorRoleProperties {
  readonly headCount?: number | undefined;
}

export interface PortProperties extends ReferenceableProperties {
  readonly portType?: EnumValues['PortType'] | undefined;
}

export interface ProcessProperties extends AssetProperties {
  readonly expectedBehaviour?: string | undefined;
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
  readonly priority?: number | undefined;
  readonly requestedTime?: IsoDate | undefined;
  readonly requestedStartTime?: IsoDate | undefined;
  readonly startTime?: IsoDate | undefined;
  readonly dueTime?: IsoDate | undefined;
  readonly lastReviewTime?: IsoDate | undefined;
  readonly lastPauseTime?: IsoDate | undefined;
  readonly lastResumeTime?: IsoDate | undefined;
  readonly completionTime?: IsoDate | undefined;
  readonly activityStatus?: EnumValues['ActivityStatus'] | undefined;
  readonly userDefinedActivityStatus?: string | undefined;
}

export interface ProjectProperties extends AuthoredReferenceableProperties {
  readonly plannedStartDate?: IsoDate | undefined;
  readonly actualStartDate?: IsoDate | undefined;
  readonly priority?: number | undefined;
  readonly projectStatus?: string | undefined;
  readonly projectHealth?: string | undefined;
  readonly projectPhase?: string | undefined;
  readonly mission?: string | undefined;
  readonly dataProcessingPurposes?: readonly string[] | undefined;
  readonly successCriteria?: readonly string[] | undefined;
  readonly plannedCompletionDate?: IsoDate | undefined;
  readonly actualCompletionDate?: IsoDate | undefined;
}

export interface PropertyFacetProperties extends ReferenceableProperties {
  readonly description?: string | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

export interface QualityAnnotationProperties extends DataFieldAnnotationProperties {
  readonly qualityDimension?: string | undefined;
  readonly qualityDescription?: string | undefined;
  readonly qualityScore?: number | undefined;
}

export interface RatingProperties extends OpenMetadataRootProperties {
  readonly stars?: EnumValues['StarRating'] | undefined;
  readonly review?: string | undefined;
}

export interface ReferenceableProperties extends OpenMetadataRootProperties {
  readonly identifier?: string | undefined;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly versionIdentifier?: string | undefined;
  readonly category?: string | undefined;
  readonly url?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface RegulationProperties extends GovernanceDefinitionProperties {
  readonly regulationSource?: string | undefined;
  readonly regulators?: readonly string[] | undefined;
}

export interface RelatedMediaProperties extends ExternalReferenceProperties {
  readonly mediaType?: EnumValues['MediaType'] | undefined;
  readonly mediaTypeOtherId?: string | undefined;
  readonly defaultMediaUsage?: EnumValues['MediaUsage'] | undefined;
  readonly defaultMediaUsageOtherId?: string | undefined;
}

export interface RelationshipAdviceAnnotationProperties extends DataFieldAnnotationProperties {
  readonly relationshipTypeName?: string | undefined;
  readonly relationshipProperties?: Readonly<Record<string, string>> | undefined;
  readonly relatedEntityGUID?: string | undefined;
}

export interface ReportProperties extends DataSetProperties {
  readonly purpose?: string | undefined;
  readonly startTime?: IsoDate | undefined;
  readonly completionTime?: IsoDate | undefined;
  readonly completionMessage?: string | undefined;
  readonly createdTime?: IsoDate | undefined;
  readonly lastModifiedTime?: IsoDate | undefined;
  readonly lastModifier?: string | undefined;
}

export interface ReportTypeProperties extends CollectionProperties {
  readonly createdTime?: IsoDate | undefined;
  readonly lastModifiedTime?: IsoDate | undefined;
  readonly lastModifier?: string | undefined;
}

export interface RequestForActionProperties extends DataFieldAnnotationProperties {
  readonly actionSourceName?: string | undefined;
  readonly actionRequested?: string | undefined;
  readonly actionProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ResourceMeasureAnnotationProperties extends AnnotationProperties {
  readonly resourceProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ResourcePhysicalStatusAnnotationProperties extends ResourceMeasureAnnotationProperties {
  readonly resourceCreateTime?: IsoDate | undefined;
  readonly resourceUpdateTime?: IsoDate | undefined;
  readonly resourceLastAccessedTime?: IsoDate | undefined;
  readonly size?: number | undefined;
  readonly encodingType?: string | undefined;
}

export interface ResourceProfileAnnotationProperties extends DataFieldAnnotationProperties {
  readonly length?: number | undefined;
  readonly inferredDataType?: string | undefined;
  readonly inferredFormat?: string | undefined;
  readonly inferredLength?: number | undefined;
  readonly inferredPrecision?: number | undefined;
  readonly inferredScale?: number | undefined;
  readonly profileProperties?: Readonly<Record<string, string>> | undefined;
  readonly profileFlags?: Readonly<Record<string, boolean>> | undefined;
  readonly profileCounts?: Readonly<Record<string, number>> | undefined;
  readonly valueList?: readonly string[] | undefined;
  readonly valueCount?: Readonly<Record<string, number>> | undefined;
  readonly valueRangeFrom?: string | undefined;
  readonly valueRangeTo?: string | undefined;
  readonly averageValue?: string | undefined;
  readonly profileDoubles?: Readonly<Record<string, number>> | undefined;
  readonly profileStartDate?: IsoDate | undefined;
  readonly profileEndDate?: IsoDate | undefined;
  readonly profileDates?: Readonly<Record<string, IsoDate>> | undefined;
  readonly profilePropertyNames?: readonly string[] | undefined;
}

export interface ReviewProperties extends ActionProperties {
  readonly reviewDate?: IsoDate | undefined;
  readonly comment?: string | undefined;
}

export interface SchemaAnalysisAnnotationProperties extends AnnotationProperties {
  readonly schemaName?: string | undefined;
  readonly schemaType?: string | undefined;
}

export interface SchemaAttributeProperties extends AuthoredReferenceableProperties {
  readonly nativeClass?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly minimumLength?: number | undefined;
  readonly sortOrder?: EnumValues['DataItemSortOrder'] | undefined;
  readonly isNullable?: boolean | undefined;
  readonly precision?: number | undefined;
  readonly length?: number | undefined;
  readonly namespacePath?: string | undefined;
  readonly orderedValues?: boolean | undefined;
  readonly allowsDuplicateValues?: boolean | undefined;
}

export interface SchemaTypeProperties extends AuthoredReferenceableProperties {
  readonly namespacePath?: string | undefined;
  readonly encodingStandard?: string | undefined;
  readonly usage?: string | undefined;
}

export interface SearchKeywordProperties extends OpenMetadataRootProperties {
  readonly displayName: string;
  readonly description?: string | undefined;
}

export interface SecretsCollectionProperties extends DataSetProperties {
  readonly refreshTimeInterval?: number | undefined;
}

export interface SecurityListProperties extends CollectionProperties {
  readonly distinguishedName?: string | undefined;
}

export interface SecurityRoleProperties extends SecurityListProperties {
  readonly distinguishedName?: string | undefined;
}

export interface SemanticAnnotationProperties extends DataFieldAnnotationProperties {
  readonly informalTerm?: string | undefined;
  readonly candidateGlossaryTermGUIDs?: readonly string[] | undefined;
  readonly subjectAreaName?: string | undefined;
  readonly candidateSubjectAreaGUIDs?: readonly string[] | undefined;
}

export interface ServiceAccessControlProperties extends GovernanceControlProperties {
  readonly mappingProperties?: Readonly<Record<string, string>> | undefined;
}

export interface SimpleSchemaTypeProperties extends SchemaTypeProperties {
  readonly dataType?: string | undefined;
  readonly defaultValue?: string | undefined;
}

export interface SoftwareCapabilityProperties extends ReferenceableProperties {
  readonly deploymentStatus?: EnumValues['DeploymentStatus'] | undefined;
  readonly userDefinedDeploymentStatus?: string | undefined;
  readonly patchLevel?: string | undefined;
  readonly source?: string | undefined;
  readonly deployedImplementationType?: string | undefined;
}

export interface SoftwareLibraryProperties extends SoftwareCapabilityProperties {
  readonly libraryType?: string | undefined;
}

export interface SolutionComponentProperties extends DesignModelElementProperties {
  readonly solutionComponentType?: string | undefined;
  readonly plannedDeployedImplementationType?: string | undefined;
}

export interface SolutionPortProperties extends DesignModelElementProperties {
  readonly direction?: EnumValues['SolutionPortDirection'] | undefined;
}

export interface SourceControlLibraryProperties extends SoftwareCapabilityProperties {
  readonly libraryType?: string | undefined;
}

export interface StorageVolumeProperties extends ReferenceableProperties {
  readonly storageCapacity?: number | undefined;
  readonly units?: string | undefined;
  readonly relativeUncertainty?: number | undefined;
  readonly absoluteUncertainty?: number | undefined;
}

export interface SubjectAreaProperties extends CollectionProperties {
  readonly domainIdentifier?: number | undefined;
  readonly scope?: string | undefined;
  readonly usage?: string | undefined;
}

export interface SurveyReportProperties extends ReportProperties {
  readonly analysisParameters?: Readonly<Record<string, string>> | undefined;
  readonly analysisStep?: string | undefined;
}

export interface TeamProperties extends ReferenceableProperties {
  readonly teamType?: string | undefined;
}

export interface TeamRoleProperties extends ActorRoleProperties {
  readonly headCount?: number | undefined;
}

export interface TermsAndConditionsProperties extends GovernanceControlProperties {
  readonly entitlements?: Readonly<Record<string, string>> | undefined;
  readonly restrictions?: Readonly<Record<string, string>> | undefined;
  readonly obligations?: Readonly<Record<string, string>> | undefined;
}

export interface TopicProperties extends DataAssetProperties {
  readonly topicType?: string | undefined;
}

export interface TranslationDetailProperties extends OpenMetadataRootProperties {
  readonly language?: string | undefined;
  readonly languageCode?: string | undefined;
  readonly locale?: string | undefined;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly additionalTranslations?: Readonly<Record<string, string>> | undefined;
}

export interface UserIdentityProperties extends ReferenceableProperties {
  readonly userId?: string | undefined;
  readonly distinguishedName?: string | undefined;
}

export interface ValidValueDefinitionProperties extends AuthoredReferenceableProperties {
  readonly namespacePath?: string | undefined;
  readonly usage?: string | undefined;
  readonly scope?: string | undefined;
  readonly preferredValue?: string | undefined;
  readonly ordinal?: number | undefined;
  readonly isCaseSensitive?: boolean | undefined;
  readonly dataType?: string | undefined;
}

/** What an entity of each type may state, inherited properties included. */
export interface EntityProperties {
  readonly APIManager: SoftwareCapabilityProperties;
  readonly APIOperation: APIOperationProperties;
  readonly APIParameter: APIParameterProperties;
  readonly APIParameterList: APIParameterListProperties;
  readonly APISchemaType: SchemaTypeProperties;
  readonly Action: ActionProperties;
  readonly ActivityEntry: ActionProperties;
  readonly Actor: ReferenceableProperties;
  readonly ActorProfile: ReferenceableProperties;
  readonly ActorRole: ActorRoleProperties;
  readonly Agreement: CollectionProperties;
  readonly AnalyticsEngine: SoftwareCapabilityProperties;
  readonly AnalyticsModelRun: ActionProperties;
  readonly Annotation: AnnotationProperties;
  readonly AnnotationReview: AnnotationReviewProperties;
  readonly Application: SoftwareCapabilityProperties;
  readonly ArchiveFile: DataFileProperties;
  readonly Asset: AssetProperties;
  /** @deprecated by Egeria */
  readonly AssetOwner: GovernanceRoleProperties;
  readonly AudioFile: MediaFileProperties;
  readonly AuthoredReferenceable: AuthoredReferenceableProperties;
  readonly AuthorizationManager: SoftwareCapabilityProperties;
  readonly AvroFile: DataFileProperties;
  readonly BareMetalComputer: ITInfrastructureProperties;
  readonly BlogEntry: ActionProperties;
  readonly BuildInstructionFile: DataFileProperties;
  readonly BusinessCapability: BusinessCapabilityProperties;
  readonly BusinessImperative: GovernanceDefinitionProperties;
  /** @deprecated by Egeria */
  readonly BusinessOwner: GovernanceRoleProperties;
  readonly CSVFile: CSVFileProperties;
  readonly CertificationType: TermsAndConditionsProperties;
  readonly ChangeManagementLibrary: ChangeManagementLibraryProperties;
  readonly CitedDocument: CitedDocumentProperties;
  readonly ClassificationAnnotation: ClassificationAnnotationProperties;
  readonly CohortMember: SoftwareCapabilityProperties;
  readonly CohortRegistryStore: DataStoreProperties;
  readonly Collection: CollectionProperties;
  readonly CollectionFolder: CollectionProperties;
  readonly Comment: CommentProperties;
  readonly Community: CommunityProperties;
  /** @deprecated by Egeria */
  readonly CommunityMember: PersonRoleProperties;
  readonly ComplexSchemaType: SchemaTypeProperties;
  /** @deprecated by Egeria */
  readonly ComponentOwner: GovernanceRoleProperties;
  readonly ConceptBead: DesignModelElementProperties;
  readonly ConceptBeadAttribute: DesignModelElementProperties;
  readonly ConceptBeadRelationship: DesignModelElementProperties;
  readonly ConceptModel: CollectionProperties;
  readonly ConceptModelElement: DesignModelElementProperties;
  readonly Connection: ConnectionProperties;
  readonly ConnectorActivityReport: ConnectorActivityReportProperties;
  readonly ConnectorType: ConnectorTypeProperties;
  readonly ContactDetails: ContactDetailsProperties;
  readonly ContentCollectionManager: SoftwareCapabilityProperties;
  readonly ContextEvent: ContextEventProperties;
  readonly ContextEventCollection: CollectionProperties;
  readonly ContributionRecord: ContributionRecordProperties;
  /** @deprecated by Egeria */
  readonly CrowdSourcingContributor: PersonRoleProperties;
  readonly DataAccessManager: SoftwareCapabilityProperties;
  readonly DataAsset: DataAssetProperties;
  readonly DataClass: DataClassProperties;
  readonly DataClassAnnotation: DataClassAnnotationProperties;
  readonly DataDictionary: CollectionProperties;
  readonly DataFeed: DataAssetProperties;
  readonly DataField: DataFieldProperties;
  readonly DataFieldAnnotation: DataFieldAnnotationProperties;
  readonly DataFile: DataFileProperties;
  readonly DataFileCollection: DataSetProperties;
  readonly DataFolder: DataStoreProperties;
  readonly DataGrain: DataGrainProperties;
  readonly DataGrainAnnotation: DataGrainAnnotationProperties;
  readonly DataHub: CollectionProperties;
  /** @deprecated by Egeria */
  readonly DataItemOwner: GovernanceRoleProperties;
  readonly DataLens: DataLensProperties;
  readonly DataManager: SoftwareCapabilityProperties;
  readonly DataMovementEngine: SoftwareCapabilityProperties;
  readonly DataProcessingAction: CollectionProperties;
  readonly DataProcessingDescription: CollectionProperties;
  readonly DataProcessingPurpose: GovernanceControlProperties;
  readonly DataSet: DataSetProperties;
  readonly DataSharingRequest: ActionProperties;
  readonly DataSpec: CollectionProperties;
  readonly DataStore: DataStoreProperties;
  readonly DataStructure: DataStructureProperties;
  readonly DataValueSpecification: DataValueSpecificationProperties;
  readonly DataVirtualizationEngine: SoftwareCapabilityProperties;
  readonly Database: DatabaseProperties;
  readonly DatabaseManager: SoftwareCapabilityProperties;
  readonly DeployedAPI: DeployedSoftwareComponentProperties;
  readonly DeployedAnalyticsModel: DeployedSoftwareComponentProperties;
  readonly DeployedConnector: DeployedSoftwareComponentProperties;
  readonly DeployedDatabaseSchema: DataSetProperties;
  readonly DeployedSoftwareComponent: DeployedSoftwareComponentProperties;
  readonly DesignModel: CollectionProperties;
  readonly DesignModelElement: DesignModelElementProperties;
  readonly DesignPattern: DesignPatternProperties;
  readonly DigitalProduct: DigitalProductProperties;
  readonly DigitalProductCatalog: CollectionProperties;
  readonly DigitalProductFamily: DigitalProductProperties;
  /** @deprecated by Egeria */
  readonly DigitalProductManager: PersonRoleProperties;
  readonly DigitalSubscription: DigitalSubscriptionProperties;
  readonly DisplayDataContainer: SchemaAttributeProperties;
  readonly DisplayDataField: DisplayDataFieldProperties;
  readonly DisplayDataSchemaType: SchemaTypeProperties;
  readonly Document: MediaFileProperties;
  readonly DocumentSchemaAttribute: SchemaAttributeProperties;
  readonly DocumentSchemaType: SchemaTypeProperties;
  readonly DocumentStore: DataStoreProperties;
  readonly EmbeddedProcess: ActionProperties;
  readonly Endpoint: EndpointProperties;
  readonly Engine: SoftwareCapabilityProperties;
  readonly EngineAction: EngineActionProperties;
  readonly EnumSchemaType: SimpleSchemaTypeProperties;
  readonly EventBroker: SoftwareCapabilityProperties;
  readonly EventManager: SoftwareCapabilityProperties;
  readonly EventSchemaAttribute: SchemaAttributeProperties;
  readonly EventSet: CollectionProperties;
  readonly EventType: SchemaTypeProperties;
  readonly EventTypeList: SchemaTypeProperties;
  readonly ExceptionType: GovernanceControlProperties;
  readonly ExecutableFile: DataFileProperties;
  readonly ExternalDataSource: ExternalReferenceProperties;
  readonly ExternalId: ExternalIdProperties;
  readonly ExternalModelSource: ExternalReferenceProperties;
  readonly ExternalReference: ExternalReferenceProperties;
  readonly ExternalSchemaType: SchemaTypeProperties;
  readonly ExternalSourceCode: ExternalReferenceProperties;
  readonly FileFolder: DataStoreProperties;
  readonly FileManager: SoftwareCapabilityProperties;
  readonly FileSystem: FileSystemProperties;
  readonly FingerprintAnnotation: FingerprintAnnotationProperties;
  readonly Folio: CollectionProperties;
  readonly Form: DataSetProperties;
  readonly FunctionCall: ActionProperties;
  readonly Glossary: GlossaryProperties;
  readonly GlossaryTerm: GlossaryTermProperties;
  readonly GovernanceAction: GovernanceControlProperties;
  readonly GovernanceActionEngine: SoftwareCapabilityProperties;
  readonly GovernanceActionProcess: GovernanceControlProperties;
  readonly GovernanceActionProcessInstance: ActionProperties;
  readonly GovernanceActionProcessStep: GovernanceActionProcessStepProperties;
  readonly GovernanceActionService: DeployedSoftwareComponentProperties;
  readonly GovernanceActionType: GovernanceActionTypeProperties;
  readonly GovernanceApproach: GovernanceDefinitionProperties;
  readonly GovernanceControl: GovernanceControlProperties;
  readonly GovernanceDefinition: GovernanceDefinitionProperties;
  readonly GovernanceDriver: GovernanceDefinitionProperties;
  readonly GovernanceEngine: SoftwareCapabilityProperties;
  readonly GovernanceMetric: GovernanceMetricProperties;
  readonly GovernanceObligation: GovernanceDefinitionProperties;
  /** @deprecated by Egeria */
  readonly GovernanceOfficer: GovernanceRoleProperties;
  readonly GovernancePolicy: GovernanceDefinitionProperties;
  readonly GovernancePrinciple: GovernanceDefinitionProperties;
  readonly GovernanceProcedure: GovernanceControlProperties;
  /** @deprecated by Egeria */
  readonly GovernanceRepresentative: GovernanceRoleProperties;
  readonly GovernanceResponsibility: GovernanceControlProperties;
  readonly GovernanceRole: GovernanceRoleProperties;
  readonly GovernanceRule: GovernanceControlProperties;
  readonly GovernanceService: DeployedSoftwareComponentProperties;
  /** @deprecated by Egeria */
  readonly GovernanceStrategy: GovernanceStrategyProperties;
  readonly GovernanceZone: GovernanceZoneProperties;
  readonly GraphEdge: SchemaAttributeProperties;
  readonly GraphSchemaType: SchemaTypeProperties;
  readonly GraphStore: DataStoreProperties;
  readonly GraphVertex: SchemaAttributeProperties;
  readonly HomeCollection: CollectionProperties;
  readonly Host: ITInfrastructureProperties;
  readonly HostCluster: ITInfrastructureProperties;
  readonly ITInfrastructure: ITInfrastructureProperties;
  readonly ITProfile: ReferenceableProperties;
  readonly ITProfileRole: ActorRoleProperties;
  readonly ImplementationSnippet: ImplementationSnippetProperties;
  readonly IncidentReport: IncidentReportProperties;
  readonly InformalTag: InformalTagProperties;
  readonly InformationSupplyChain: InformationSupplyChainProperties;
  readonly InformationView: DataSetProperties;
  readonly Infrastructure: InfrastructureProperties;
  readonly IntegrationConnector: IntegrationConnectorProperties;
  readonly IntegrationGroup: SoftwareCapabilityProperties;
  readonly InventoryCatalog: SoftwareCapabilityProperties;
  readonly JSONFile: DataFileProperties;
  readonly JournalEntry: ActionProperties;
  readonly KeyStoreFile: DataFileProperties;
  readonly LicenseType: TermsAndConditionsProperties;
  readonly Like: LikeProperties;
  readonly LiteralSchemaType: LiteralSchemaTypeProperties;
  readonly Location: ReferenceableProperties;
  /** @deprecated by Egeria */
  readonly LocationOwner: GovernanceRoleProperties;
  readonly LogFile: DataFileProperties;
  readonly MapSchemaType: SchemaTypeProperties;
  readonly MasterDataManager: SoftwareCapabilityProperties;
  readonly MediaCollection: DataSetProperties;
  readonly MediaFile: MediaFileProperties;
  readonly Meeting: MeetingProperties;
  readonly MetadataCollection: MetadataCollectionProperties;
  readonly MetadataRepository: DataStoreProperties;
  readonly MetadataRepositoryCohort: MetadataRepositoryCohortProperties;
  readonly Methodology: GovernanceControlProperties;
  readonly Namespace: CollectionProperties;
  readonly NamingStandardRule: NamingStandardRuleProperties;
  readonly NamingStandardRuleSet: CollectionProperties;
  readonly Network: ITInfrastructureProperties;
  readonly NetworkGateway: SoftwareCapabilityProperties;
  readonly NoteLog: ReferenceableProperties;
  /** @deprecated by Egeria */
  readonly NoteLogAuthor: PersonRoleProperties;
  readonly Notification: ActionProperties;
  readonly NotificationManager: SoftwareCapabilityProperties;
  readonly NotificationType: NotificationTypeProperties;
  readonly ObjectAttribute: SchemaAttributeProperties;
  readonly ObjectSchemaType: SchemaTypeProperties;
  readonly OpenMetadataRoot: OpenMetadataRootProperties;
  readonly OperatingPlatform: OperatingPlatformProperties;
  readonly Organization: TeamProperties;
  readonly ParquetFile: DataFileProperties;
  readonly Person: PersonProperties;
  readonly PersonRole: PersonRoleProperties;
  readonly Perspective: ReferenceableProperties;
  readonly Port: PortProperties;
  readonly PortAlias: PortProperties;
  readonly PortImplementation: PortProperties;
  readonly PrimitiveSchemaType: SimpleSchemaTypeProperties;
  readonly Process: ProcessProperties;
  readonly Project: ProjectProperties;
  /** @deprecated by Egeria */
  readonly ProjectManager: PersonRoleProperties;
  readonly PropertiesFile: DataFileProperties;
  readonly PropertyFacet: PropertyFacetProperties;
  readonly QualityAnnotation: QualityAnnotationProperties;
  readonly QueryDataContainer: SchemaAttributeProperties;
  readonly QueryDataField: SchemaAttributeProperties;
  readonly QuerySchemaType: SchemaTypeProperties;
  readonly RESTAPIManager: SoftwareCapabilityProperties;
  readonly RasterFile: MediaFileProperties;
  readonly Rating: RatingProperties;
  readonly RecentAccess: CollectionProperties;
  readonly ReferenceCodeMappingTable: DataSetProperties;
  readonly ReferenceCodeTable: DataSetProperties;
  readonly ReferenceDataSet: ValidValueDefinitionProperties;
  readonly ReferenceDataValue: ValidValueDefinitionProperties;
  readonly ReferenceList: CollectionProperties;
  readonly Referenceable: ReferenceableProperties;
  readonly Regulation: RegulationProperties;
  readonly RegulationArticle: GovernanceDefinitionProperties;
  readonly RelatedMedia: RelatedMediaProperties;
  readonly RelationalColumn: SchemaAttributeProperties;
  readonly RelationalDBSchemaType: SchemaTypeProperties;
  readonly RelationalDatabase: DatabaseProperties;
  readonly RelationalTable: SchemaAttributeProperties;
  readonly RelationalTableType: SchemaTypeProperties;
  readonly RelationshipAdviceAnnotation: RelationshipAdviceAnnotationProperties;
  readonly Report: ReportProperties;
  readonly ReportType: ReportTypeProperties;
  readonly ReportingEngine: SoftwareCapabilityProperties;
  readonly RepositoryGovernanceEngine: SoftwareCapabilityProperties;
  readonly RepositoryGovernanceService: DeployedSoftwareComponentProperties;
  readonly RequestForAction: RequestForActionProperties;
  readonly Requirement: GovernanceControlProperties;
  readonly ResearchQuestion: GovernanceControlProperties;
  readonly ResourceManager: SoftwareCapabilityProperties;
  readonly ResourceMeasureAnnotation: ResourceMeasureAnnotationProperties;
  readonly ResourcePhysicalStatusAnnotation: ResourcePhysicalStatusAnnotationProperties;
  readonly ResourceProfileAnnotation: ResourceProfileAnnotationProperties;
  readonly ResourceProfileLogAnnotation: DataFieldAnnotationProperties;
  readonly ResultsSet: CollectionProperties;
  readonly Review: ReviewProperties;
  readonly RootCollection: CollectionProperties;
  readonly RootSchemaType: SchemaTypeProperties;
  readonly SchemaAnalysisAnnotation: SchemaAnalysisAnnotationProperties;
  readonly SchemaAttribute: SchemaAttributeProperties;
  readonly SchemaElement: AuthoredReferenceableProperties;
  readonly SchemaType: SchemaTypeProperties;
  readonly SchemaTypeChoice: SchemaTypeProperties;
  readonly ScriptFile: DataFileProperties;
  readonly SearchKeyword: SearchKeywordProperties;
  readonly SecretsCollection: SecretsCollectionProperties;
  readonly SecurityAccessControl: GovernanceControlProperties;
  readonly SecurityGroup: SecurityListProperties;
  readonly SecurityList: SecurityListProperties;
  readonly SecurityRole: SecurityRoleProperties;
  readonly SemanticAnnotation: SemanticAnnotationProperties;
  readonly ServiceAccessControl: ServiceAccessControlProperties;
  readonly ServiceLevelObjective: TermsAndConditionsProperties;
  readonly SimpleSchemaType: SimpleSchemaTypeProperties;
  readonly Skill: AuthoredReferenceableProperties;
  readonly SkillSet: CollectionProperties;
  readonly SoftwareArchive: CollectionProperties;
  readonly SoftwareCapability: SoftwareCapabilityProperties;
  readonly SoftwareLibrary: SoftwareLibraryProperties;
  readonly SoftwareServer: ITInfrastructureProperties;
  readonly SoftwareServerPlatform: ITInfrastructureProperties;
  readonly SoftwareService: SoftwareCapabilityProperties;
  readonly SolutionActorRole: ActorRoleProperties;
  readonly SolutionBlueprint: CollectionProperties;
  readonly SolutionComponent: SolutionComponentProperties;
  /** @deprecated by Egeria */
  readonly SolutionOwner: GovernanceRoleProperties;
  readonly SolutionPort: SolutionPortProperties;
  readonly SourceCodeFile: DataFileProperties;
  readonly SourceControlLibrary: SourceControlLibraryProperties;
  readonly SpecificationPropertyValue: ValidValueDefinitionProperties;
  readonly SpreadsheetFile: DataFileProperties;
  readonly StorageVolume: StorageVolumeProperties;
  readonly StructSchemaType: SchemaTypeProperties;
  readonly SubjectArea: SubjectAreaProperties;
  /** @deprecated by Egeria */
  readonly SubjectAreaOwner: GovernanceRoleProperties;
  readonly SurveyActionEngine: SoftwareCapabilityProperties;
  readonly SurveyActionService: DeployedSoftwareComponentProperties;
  readonly SurveyReport: SurveyReportProperties;
  readonly TabularColumn: SchemaAttributeProperties;
  readonly TabularDataSet: DataSetProperties;
  readonly TabularDataSetCollection: DataSetProperties;
  readonly TabularFileColumn: SchemaAttributeProperties;
  readonly TabularSchemaType: SchemaTypeProperties;
  readonly Team: TeamProperties;
  /** @deprecated by Egeria */
  readonly TeamLeader: PersonRoleProperties;
  /** @deprecated by Egeria */
  readonly TeamMember: PersonRoleProperties;
  readonly TeamRole: TeamRoleProperties;
  readonly TechnologyType: ValidValueDefinitionProperties;
  readonly TermsAndConditions: TermsAndConditionsProperties;
  readonly Threat: GovernanceDefinitionProperties;
  readonly ThreeDImageFile: MediaFileProperties;
  readonly ToDo: ActionProperties;
  readonly Topic: TopicProperties;
  readonly TransientEmbeddedProcess: ActionProperties;
  readonly TranslationDetail: TranslationDetailProperties;
  readonly UserAccessDirectory: SoftwareCapabilityProperties;
  readonly UserAuthenticationManager: SoftwareCapabilityProperties;
  readonly UserIdentity: UserIdentityProperties;
  readonly UserProfileManager: SoftwareCapabilityProperties;
  readonly ValidMetadataValue: ValidValueDefinitionProperties;
  readonly ValidValueDefinition: ValidValueDefinitionProperties;
  readonly VectorFile: MediaFileProperties;
  readonly VideoFile: MediaFileProperties;
  readonly VirtualConnection: ConnectionProperties;
  readonly VirtualContainer: ITInfrastructureProperties;
  readonly VirtualMachine: ITInfrastructureProperties;
  readonly VirtualRelationalTable: DataSetProperties;
  readonly WatchdogActionEngine: SoftwareCapabilityProperties;
  readonly WatchdogActionService: DeployedSoftwareComponentProperties;
  readonly WorkItemList: CollectionProperties;
  readonly WorkflowEngine: SoftwareCapabilityProperties;
  readonly XMLFile: DataFileProperties;
  readonly YAMLFile: DataFileProperties;
}

export type EntityTypeName = keyof EntityProperties;

export interface ActionTargetProperties {
  readonly actionTargetName?: string | undefined;
  readonly activityStatus?: EnumValues['ActivityStatus'] | undefined;
  readonly startTime?: IsoDate | undefined;
  readonly completionTime?: IsoDate | undefined;
  readonly completionMessage?: string | undefined;
}

export interface AgreementActorProperties {
  readonly actorName?: string | undefined;
}

export interface AgreementItemProperties {
  readonly agreementItemId?: string | undefined;
  readonly agreementStart?: IsoDate | undefined;
  readonly agreementEnd?: IsoDate | undefined;
  readonly entitlements?: Readonly<Record<string, string>> | undefined;
  readonly restrictions?: Readonly<Record<string, string>> | undefined;
  readonly obligations?: Readonly<Record<string, string>> | undefined;
  readonly usageMeasurements?: Readonly<Record<string, string>> | undefined;
}

export interface AnnotationMatchProperties extends LabeledRelationshipProperties {
  readonly method?: string | undefined;
  readonly threshold?: number | undefined;
}

export interface AntonymProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface AssignmentScopeProperties {
  readonly assignmentType?: string | undefined;
  readonly description?: string | undefined;
}

export interface AssociatedSecurityListProperties {
  readonly operationName?: string | undefined;
}

export interface AssociatedSkillSetProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface AttributeForSchemaProperties {
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly coverageCategory?: EnumValues['CoverageCategory'] | undefined;
}

export interface CapabilityAssetUseProperties {
  readonly useType?: EnumValues['CapabilityAssetUseType'] | undefined;
  readonly description?: string | undefined;
  readonly minimumInstances?: number | undefined;
  readonly maximumInstances?: number | undefined;
}

export interface CatalogTargetProperties {
  readonly catalogTargetName?: string | undefined;
  readonly connectionName?: string | undefined;
  readonly configurationProperties?: Readonly<Record<string, JsonValue>> | undefined;
  readonly templates?: Readonly<Record<string, string>> | undefined;
  readonly metadataSourceQualifiedName?: string | undefined;
  readonly metadataCollectionQualifiedName?: string | undefined;
  readonly permittedSynchronization?: EnumValues['PermittedSynchronization'] | undefined;
  readonly deleteMethod?: EnumValues['DeleteMethod'] | undefined;
}

export interface CertificationProperties {
  readonly certificateId?: string | undefined;
  readonly coverageStart?: IsoDate | undefined;
  readonly coverageEnd?: IsoDate | undefined;
  readonly conditions?: string | undefined;
  readonly certifiedBy?: string | undefined;
  readonly certifiedByTypeName?: string | undefined;
  readonly certifiedByPropertyName?: string | undefined;
  readonly custodian?: string | undefined;
  readonly custodianTypeName?: string | undefined;
  readonly custodianPropertyName?: string | undefined;
  readonly recipient?: string | undefined;
  readonly recipientTypeName?: string | undefined;
  readonly recipientPropertyName?: string | undefined;
  readonly notes?: string | undefined;
}

export interface CitedDocumentLinkProperties {
  readonly referenceId?: string | undefined;
  readonly description?: string | undefined;
  readonly pages?: string | undefined;
}

export interface CollectionMembershipProperties {
  readonly membershipType?: string | undefined;
  readonly membershipRationale?: string | undefined;
  readonly expression?: string | undefined;
  readonly membershipStatus?: EnumValues['MembershipStatus'] | undefined;
  readonly userDefinedStatus?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ConceptBeadAttributeLinkProperties {
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly coverageCategory?: EnumValues['CoverageCategory'] | undefined;
  readonly uniqueValues?: boolean | undefined;
  readonly orderedValues?: boolean | undefined;
}

export interface ConceptBeadExtensionProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface ConceptBeadRelationshipEndProperties {
  readonly attributeName?: string | undefined;
  readonly decoration?: EnumValues['RelationshipDecoration'] | undefined;
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly uniqueValues?: boolean | undefined;
  readonly orderedValues?: boolean | undefined;
  readonly navigable?: boolean | undefined;
}

export interface ContextEventImpactProperties extends LabeledRelationshipProperties {
  readonly severityLevel?: number | undefined;
}

export interface ContractLinkProperties {
  readonly contractId?: string | undefined;
  readonly contractLiaison?: string | undefined;
  readonly contractLiaisonTypeName?: string | undefined;
  readonly contractLiaisonPropertyName?: string | undefined;
}

export interface ControlFlowProperties extends LineageRelationshipProperties {
  readonly guard?: string | undefined;
  readonly mandatoryGuard?: boolean | undefined;
}

export interface CrowdSourcingContributionProperties {
  readonly roleType?: EnumValues['CrowdSourcingRole'] | undefined;
}

export interface DataFlowProperties extends LineageRelationshipProperties {
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
}

export interface DataMappingProperties extends LineageRelationshipProperties {
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
  readonly queryId?: string | undefined;
  readonly query?: string | undefined;
  readonly queryType?: string | undefined;
}

export interface DataSetContentProperties {
  readonly query?: string | undefined;
  readonly queryId?: string | undefined;
  readonly queryType?: string | undefined;
  readonly iscQualifiedName?: string | undefined;
}

export interface DataValueAssignmentProperties {
  readonly method?: string | undefined;
  readonly assignmentStatus?: EnumValues['DataValueAssignmentStatus'] | undefined;
  readonly threshold?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
}

export interface DeployedOnProperties {
  readonly deploymentTime?: IsoDate | undefined;
  readonly deployer?: string | undefined;
  readonly deployerTypeName?: string | undefined;
  readonly deployerPropertyName?: string | undefined;
}

export interface DerivedSchemaTypeQueryTargetProperties {
  readonly query?: string | undefined;
  readonly queryId?: string | undefined;
  readonly queryType?: string | undefined;
  readonly iscQualifiedName?: string | undefined;
}

export interface DigitalSubscriberProperties {
  readonly subscriberId?: string | undefined;
}

export interface EmbeddedConnectionProperties {
  readonly displayName?: string | undefined;
  readonly arguments?: Readonly<Record<string, JsonValue>> | undefined;
  readonly position?: number | undefined;
}

export interface ExceptionProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly lastReviewTime?: IsoDate | undefined;
  readonly reviewDate?: IsoDate | undefined;
  readonly conditions?: string | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ExternalIdLinkProperties {
  readonly usage?: string | undefined;
  readonly source?: string | undefined;
  readonly lastSynchronized?: IsoDate | undefined;
  readonly mappingProperties?: Readonly<Record<string, string>> | undefined;
  readonly permittedSynchronization?: EnumValues['PermittedSynchronization'] | undefined;
}

export interface ForeignKeyProperties {
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
}

export interface GovernanceActionExecutorProperties {
  readonly requestType?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  readonly requestParameterFilter?: readonly string[] | undefined;
  readonly requestParameterMap?: Readonly<Record<string, string>> | undefined;
  readonly actionTargetFilter?: readonly string[] | undefined;
  readonly actionTargetMap?: Readonly<Record<string, string>> | undefined;
}

export interface GovernanceActionProcessFlowProperties {
  readonly guard?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
}

export interface GovernanceMechanismProperties {
  readonly rationale?: string | undefined;
}

export interface GovernanceResponseProperties {
  readonly rationale?: string | undefined;
}

export interface GovernanceResultsProperties {
  readonly query?: string | undefined;
  readonly queryType?: string | undefined;
}

export interface GraphEdgeLinkProperties {
  readonly linkTypeName?: string | undefined;
  readonly relationshipEnd?: number | undefined;
  readonly relationshipEndName?: string | undefined;
  readonly description?: string | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface HostClusterMemberProperties {
  readonly memberRole?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ISARelationshipProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface ImpactedResourceProperties {
  readonly severityLevel?: number | undefined;
}

export interface ImplementationResourceProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface ImplementedByProperties {
  readonly designStep?: string | undefined;
  readonly role?: string | undefined;
  readonly transformation?: string | undefined;
  readonly description?: string | undefined;
  readonly iscQualifiedName?: string | undefined;
}

export interface LabeledRelationshipProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface LicenseProperties {
  readonly licenseId?: string | undefined;
  readonly coverageStart?: IsoDate | undefined;
  readonly coverageEnd?: IsoDate | undefined;
  readonly conditions?: string | undefined;
  readonly licensedBy?: string | undefined;
  readonly licensedByTypeName?: string | undefined;
  readonly licensedByPropertyName?: string | undefined;
  readonly custodian?: string | undefined;
  readonly custodianTypeName?: string | undefined;
  readonly custodianPropertyName?: string | undefined;
  readonly licensee?: string | undefined;
  readonly licenseeTypeName?: string | undefined;
  readonly licenseePropertyName?: string | undefined;
  readonly entitlements?: Readonly<Record<string, string>> | undefined;
  readonly restrictions?: Readonly<Record<string, string>> | undefined;
  readonly obligations?: Readonly<Record<string, string>> | undefined;
  readonly notes?: string | undefined;
}

export interface LineageRelationshipProperties extends LabeledRelationshipProperties {
  readonly iscQualifiedName?: string | undefined;
}

export interface LinkedDataFieldProperties {
  readonly relationshipTypeName?: string | undefined;
  readonly relationshipEnd?: number | undefined;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface LinkedMediaProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface MediaReferenceProperties {
  readonly mediaId?: string | undefined;
  readonly description?: string | undefined;
  readonly mediaUsage?: EnumValues['MediaUsage'] | undefined;
  readonly mediaUsageOtherId?: string | undefined;
}

export interface MemberDataFieldProperties {
  readonly coverageCategory?: EnumValues['CoverageCategory'] | undefined;
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
}

export interface MetadataCohortPeerProperties {
  readonly registrationDate?: IsoDate | undefined;
}

export interface NestedDataFieldProperties {
  readonly coverageCategory?: EnumValues['CoverageCategory'] | undefined;
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
}

export interface NestedDesignPatternProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface NestedSchemaAttributeProperties {
  readonly position?: number | undefined;
  readonly minCardinality?: number | undefined;
  readonly maxCardinality?: number | undefined;
  readonly coverageCategory?: EnumValues['CoverageCategory'] | undefined;
}

export interface NetworkGatewayLinkProperties extends LabeledRelationshipProperties {
  readonly externalEndpointAddress?: string | undefined;
  readonly internalEndpointAddress?: string | undefined;
}

export interface NextGovernanceActionProcessStepProperties {
  readonly guard?: string | undefined;
  readonly mandatoryGuard?: boolean | undefined;
}

export interface NotificationSubscriberProperties extends LabeledRelationshipProperties {
  readonly zoneMembership?: readonly string[] | undefined;
  readonly lastNotification?: IsoDate | undefined;
  readonly iscQualifiedName?: string | undefined;
  readonly activityStatus?: EnumValues['ActivityStatus'] | undefined;
}

export interface OperatingPlatformUseProperties {
  readonly installTime?: IsoDate | undefined;
  readonly deployer?: string | undefined;
  readonly deployerTypeName?: string | undefined;
  readonly deployerPropertyName?: string | undefined;
}

export interface PeerProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface PeerDuplicateLinkProperties {
  readonly statusIdentifier?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface PersonRoleAppointmentProperties {
  readonly expectedTimeAllocationPercent?: number | undefined;
}

export interface PreferredTermProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface ProcessCallProperties extends LineageRelationshipProperties {
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
  readonly lineNumber?: string | undefined;
}

export interface ProcessHierarchyProperties {
  readonly containmentType?: EnumValues['ProcessContainmentType'] | undefined;
}

export interface ProfileIdentityProperties {
  readonly roleTypeName?: string | undefined;
  readonly roleGUID?: string | undefined;
  readonly description?: string | undefined;
}

export interface ReferenceValueAssignmentProperties {
  readonly attributeName?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ReferenceableFacetProperties extends LabeledRelationshipProperties {
  readonly source?: string | undefined;
}

export interface RegisteredIntegrationConnectorProperties {
  readonly connectorName?: string | undefined;
  readonly connectorUserId?: string | undefined;
  readonly metadataSourceQualifiedName?: string | undefined;
  readonly metadataCollectionQualifiedName?: string | undefined;
  readonly startDate?: IsoDate | undefined;
  readonly refreshTimeInterval?: number | undefined;
  readonly connectorShutdownDate?: IsoDate | undefined;
  readonly generateConnectorActivityReports?: boolean | undefined;
  readonly permittedSynchronization?: EnumValues['PermittedSynchronization'] | undefined;
}

export interface RegulatorProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly scope?: string | undefined;
}

export interface RelatedContextEventProperties extends LabeledRelationshipProperties {
  readonly statusIdentifier?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface RelatedTermProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface ReplacementTermProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface RequestForActionTargetProperties {
  readonly actionTargetName?: string | undefined;
}

export interface ResourceListProperties {
  /** @deprecated by Egeria */
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
  readonly label?: string | undefined;
  readonly resourceUse?: string | undefined;
}

export interface ResourcePermissionsProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface RoledRelationshipProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface SampleDataProperties {
  readonly samplingMethod?: string | undefined;
}

export interface SecretsCollectionSecurityListProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface SemanticAssignmentProperties {
  readonly termAssignmentStatus?: EnumValues['TermAssignmentStatus'] | undefined;
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface SolutionComponentActorProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface SolutionComponentPortProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface SolutionCompositionProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface SolutionLinkingWireProperties extends LabeledRelationshipProperties {
  readonly iscQualifiedNames?: readonly string[] | undefined;
}

export interface SolutionPortDelegationProperties {
  readonly role?: string | undefined;
  readonly description?: string | undefined;
}

export interface SourcedFromProperties {
  readonly sourceVersionNumber?: number | undefined;
}

export interface SpecializedDesignPatternProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface SpecificationPropertyAssignmentProperties {
  readonly propertyName?: string | undefined;
}

export interface SupplementaryPropertiesProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface SupportedGovernanceServiceProperties {
  readonly requestType?: string | undefined;
  readonly serviceRequestType?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  readonly generateConnectorActivityReports?: boolean | undefined;
  readonly deleteMethod?: EnumValues['DeleteMethod'] | undefined;
}

export interface SupportedSoftwareCapabilityProperties {
  readonly deploymentTime?: IsoDate | undefined;
  readonly deployer?: string | undefined;
  readonly deployerTypeName?: string | undefined;
  readonly deployerPropertyName?: string | undefined;
}

export interface SynonymProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface TargetForGovernanceActionProperties {
  readonly actionTargetName?: string | undefined;
}

export interface TeamRoleAppointmentProperties {
  readonly expectedTimeAllocationPercent?: number | undefined;
}

export interface TeamStructureProperties {
  readonly delegationEscalationAuthority?: boolean | undefined;
}

export interface UltimateDestinationProperties extends LineageRelationshipProperties {
  readonly hops?: Readonly<Record<string, number>> | undefined;
}

export interface UltimateSourceProperties extends LineageRelationshipProperties {
  readonly hops?: Readonly<Record<string, number>> | undefined;
}

export interface UsedInContextProperties {
  readonly description?: string | undefined;
  readonly expression?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly termRelationshipStatus?: EnumValues['TermRelationshipStatus'] | undefined;
}

export interface UserAccountProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface ValidValueAssociationProperties {
  readonly associationName?: string | undefined;
  readonly associationType?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ValidValueMemberProperties {
  readonly ordinal?: number | undefined;
  readonly isDefaultValue?: boolean | undefined;
}

export interface ValidValuesAssignmentProperties {
  readonly strictRequirement?: boolean | undefined;
}

export interface ValidValuesImplementationProperties {
  readonly implementationValue?: string | undefined;
  readonly symbolicName?: string | undefined;
  readonly additionalValues?: Readonly<Record<string, string>> | undefined;
}

export interface ValidValuesMappingProperties {
  readonly associationDescription?: string | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly notes?: string | undefined;
}

/** What a relationship of each type may state, inherited properties included. */
export interface RelationshipProperties {
  readonly APIEndpoint: NoProperties;
  readonly APIHeader: NoProperties;
  readonly APIOperations: NoProperties;
  readonly APIRequest: NoProperties;
  readonly APIResponse: NoProperties;
  readonly AcceptedAnswer: NoProperties;
  readonly ActionRequester: LineageRelationshipProperties;
  readonly ActionTarget: ActionTargetProperties;
  readonly Actions: LabeledRelationshipProperties;
  readonly AdjacentLocation: LabeledRelationshipProperties;
  readonly AgreementActor: AgreementActorProperties;
  readonly AgreementItem: AgreementItemProperties;
  readonly AnnotationExtension: LabeledRelationshipProperties;
  readonly AnnotationMatch: AnnotationMatchProperties;
  readonly Antonym: AntonymProperties;
  readonly ApprovedPurpose: LabeledRelationshipProperties;
  readonly ArchiveContents: NoProperties;
  readonly AssetConnection: NoProperties;
  readonly AssignmentScope: AssignmentScopeProperties;
  readonly AssociatedAnnotation: LabeledRelationshipProperties;
  readonly AssociatedLog: NoProperties;
  readonly AssociatedSecurityList: AssociatedSecurityListProperties;
  readonly AssociatedSkillSet: AssociatedSkillSetProperties;
  readonly AttachedComment: NoProperties;
  readonly AttachedLike: NoProperties;
  readonly AttachedNoteLog: NoProperties;
  readonly AttachedNoteLogEntry: NoProperties;
  readonly AttachedRating: NoProperties;
  readonly AttachedStorage: NoProperties;
  readonly AttachedTag: NoProperties;
  readonly AttributeForSchema: AttributeForSchemaProperties;
  readonly BusinessCapabilityDependency: LabeledRelationshipProperties;
  readonly CapabilityAssetUse: CapabilityAssetUseProperties;
  readonly CatalogTarget: CatalogTargetProperties;
  readonly CatalogTemplate: LabeledRelationshipProperties;
  readonly Certification: CertificationProperties;
  readonly CitedDocumentLink: CitedDocumentLinkProperties;
  readonly CollectionMembership: CollectionMembershipProperties;
  readonly ConceptBeadAttributeLink: ConceptBeadAttributeLinkProperties;
  readonly ConceptBeadExtension: ConceptBeadExtensionProperties;
  readonly ConceptBeadRelationshipEnd: ConceptBeadRelationshipEndProperties;
  readonly ConceptDesign: LabeledRelationshipProperties;
  readonly ConnectToEndpoint: NoProperties;
  readonly ConnectionConnectorType: NoProperties;
  readonly ConsistentValidValues: NoProperties;
  readonly ConsolidatedDuplicateLink: NoProperties;
  readonly ContactThrough: NoProperties;
  readonly ContextEventEvidence: LabeledRelationshipProperties;
  readonly ContextEventForTimelineEffects: LabeledRelationshipProperties;
  readonly ContextEventImpact: ContextEventImpactProperties;
  readonly ContractLink: ContractLinkProperties;
  readonly Contribution: NoProperties;
  readonly ControlFlow: ControlFlowProperties;
  readonly CrowdSourcingContribution: CrowdSourcingContributionProperties;
  readonly DataClassComposition: LabeledRelationshipProperties;
  readonly DataDescription: LabeledRelationshipProperties;
  readonly DataFlow: DataFlowProperties;
  readonly DataMapping: DataMappingProperties;
  /** @deprecated by Egeria */
  readonly DataProcessingSpecification: LabeledRelationshipProperties;
  readonly DataProcessingTarget: LabeledRelationshipProperties;
  readonly DataSetContent: DataSetContentProperties;
  readonly DataStructureDefinition: LabeledRelationshipProperties;
  readonly DataValueAssignment: DataValueAssignmentProperties;
  readonly DataValueDefinition: LabeledRelationshipProperties;
  readonly DataValueHierarchy: LabeledRelationshipProperties;
  readonly DependentContextEvent: LabeledRelationshipProperties;
  readonly DeployedOn: DeployedOnProperties;
  readonly DerivedSchemaTypeQueryTarget: DerivedSchemaTypeQueryTargetProperties;
  /** @deprecated by Egeria */
  readonly DetailedProcessingAction: LabeledRelationshipProperties;
  readonly DigitalProductDependency: LineageRelationshipProperties;
  readonly DigitalSubscriber: DigitalSubscriberProperties;
  readonly DigitalSupport: LabeledRelationshipProperties;
  readonly EmbeddedConnection: EmbeddedConnectionProperties;
  readonly Exception: ExceptionProperties;
  readonly ExternalIdLink: ExternalIdLinkProperties;
  readonly ExternalReferenceLink: LabeledRelationshipProperties;
  readonly FolderHierarchy: NoProperties;
  readonly ForeignKey: ForeignKeyProperties;
  readonly GovernanceActionExecutor: GovernanceActionExecutorProperties;
  readonly GovernanceActionProcessFlow: GovernanceActionProcessFlowProperties;
  readonly GovernanceControlLink: LabeledRelationshipProperties;
  readonly GovernanceDriverLink: LabeledRelationshipProperties;
  readonly GovernanceMechanism: GovernanceMechanismProperties;
  readonly GovernancePolicyLink: LabeledRelationshipProperties;
  readonly GovernanceResponse: GovernanceResponseProperties;
  readonly GovernanceResults: GovernanceResultsProperties;
  readonly GovernedBy: LabeledRelationshipProperties;
  readonly GraphEdgeLink: GraphEdgeLinkProperties;
  readonly HostClusterMember: HostClusterMemberProperties;
  readonly ISARelationship: ISARelationshipProperties;
  readonly ITInfrastructureProfile: NoProperties;
  readonly ITProfileRoleAppointment: NoProperties;
  readonly ImpactedResource: ImpactedResourceProperties;
  readonly ImplementationResource: ImplementationResourceProperties;
  readonly ImplementedBy: ImplementedByProperties;
  readonly InformationSupplyChainLink: LabeledRelationshipProperties;
  readonly IsAConceptBead: NoProperties;
  readonly KnownLocation: LabeledRelationshipProperties;
  readonly LabeledRelationship: LabeledRelationshipProperties;
  readonly License: LicenseProperties;
  readonly LineageMapping: LineageRelationshipProperties;
  readonly LineageRelationship: LineageRelationshipProperties;
  readonly LinkedDataField: LinkedDataFieldProperties;
  readonly LinkedExternalSchemaType: NoProperties;
  readonly LinkedFile: NoProperties;
  readonly LinkedMedia: LinkedMediaProperties;
  readonly MapFromElementType: NoProperties;
  readonly MapToElementType: NoProperties;
  readonly MediaReference: MediaReferenceProperties;
  readonly MemberDataField: MemberDataFieldProperties;
  readonly MetadataCohortPeer: MetadataCohortPeerProperties;
  readonly MonitoredResource: LabeledRelationshipProperties;
  readonly MoreInformation: LabeledRelationshipProperties;
  readonly NestedDataField: NestedDataFieldProperties;
  readonly NestedDesignPattern: NestedDesignPatternProperties;
  readonly NestedFile: NoProperties;
  readonly NestedLocation: LabeledRelationshipProperties;
  readonly NestedSchemaAttribute: NestedSchemaAttributeProperties;
  readonly NetworkGatewayLink: NetworkGatewayLinkProperties;
  readonly NextGovernanceActionProcessStep: NextGovernanceActionProcessStepProperties;
  readonly NotificationSubscriber: NotificationSubscriberProperties;
  readonly OperatingPlatformManifest: NoProperties;
  readonly OperatingPlatformUse: OperatingPlatformUseProperties;
  readonly Peer: PeerProperties;
  readonly PeerDuplicateLink: PeerDuplicateLinkProperties;
  readonly PermittedProcessing: LabeledRelationshipProperties;
  readonly PersonRoleAppointment: PersonRoleAppointmentProperties;
  readonly PortDelegation: NoProperties;
  readonly PreferredTerm: PreferredTermProperties;
  readonly ProcessCall: ProcessCallProperties;
  readonly ProcessHierarchy: ProcessHierarchyProperties;
  readonly ProcessPort: NoProperties;
  readonly ProfileIdentity: ProfileIdentityProperties;
  readonly ProjectDependency: LabeledRelationshipProperties;
  readonly ProjectHierarchy: LabeledRelationshipProperties;
  readonly ReferenceValueAssignment: ReferenceValueAssignmentProperties;
  readonly ReferenceableFacet: ReferenceableFacetProperties;
  readonly RegisteredIntegrationConnector: RegisteredIntegrationConnectorProperties;
  readonly RegulationCertificationType: LabeledRelationshipProperties;
  readonly Regulator: RegulatorProperties;
  readonly RelatedContextEvent: RelatedContextEventProperties;
  readonly RelatedDesignPattern: LabeledRelationshipProperties;
  readonly RelatedTerm: RelatedTermProperties;
  readonly ReplacementTerm: ReplacementTermProperties;
  readonly ReportDependency: LabeledRelationshipProperties;
  readonly ReportOriginator: LabeledRelationshipProperties;
  readonly ReportSubject: LabeledRelationshipProperties;
  readonly ReportedAnnotation: NoProperties;
  readonly RequestForActionTarget: RequestForActionTargetProperties;
  readonly ResourceList: ResourceListProperties;
  readonly ResourcePermissions: ResourcePermissionsProperties;
  readonly ResourceProfileData: NoProperties;
  readonly RoledRelationship: RoledRelationshipProperties;
  readonly SampleData: SampleDataProperties;
  readonly Schema: NoProperties;
  readonly SchemaAttributeDefinition: LabeledRelationshipProperties;
  readonly SchemaTypeDefinition: LabeledRelationshipProperties;
  readonly SchemaTypeOption: NoProperties;
  readonly ScopedBy: NoProperties;
  readonly SearchKeywordLink: NoProperties;
  readonly SecretsCollectionSecurityList: SecretsCollectionSecurityListProperties;
  readonly SemanticAssignment: SemanticAssignmentProperties;
  readonly SemanticDefinition: LabeledRelationshipProperties;
  readonly ServerEndpoint: NoProperties;
  readonly SoftwarePackageDependency: NoProperties;
  readonly SolutionComponentActor: SolutionComponentActorProperties;
  readonly SolutionComponentPort: SolutionComponentPortProperties;
  readonly SolutionComposition: SolutionCompositionProperties;
  readonly SolutionDesign: LabeledRelationshipProperties;
  readonly SolutionLinkingWire: SolutionLinkingWireProperties;
  readonly SolutionPortDelegation: SolutionPortDelegationProperties;
  readonly SourcedFrom: SourcedFromProperties;
  readonly SpecializedDesignPattern: SpecializedDesignPatternProperties;
  readonly SpecificationPropertyAssignment: SpecificationPropertyAssignmentProperties;
  readonly StoredOn: LabeledRelationshipProperties;
  readonly SubjectAreaHierarchy: NoProperties;
  readonly SupplementaryProperties: SupplementaryPropertiesProperties;
  readonly SupportedGovernanceService: SupportedGovernanceServiceProperties;
  readonly SupportedSoftwareCapability: SupportedSoftwareCapabilityProperties;
  readonly Synonym: SynonymProperties;
  readonly TargetForGovernanceAction: TargetForGovernanceActionProperties;
  readonly TeamRoleAppointment: TeamRoleAppointmentProperties;
  readonly TeamStructure: TeamStructureProperties;
  readonly TranslationLink: NoProperties;
  readonly TypedByConceptBead: NoProperties;
  readonly UltimateDestination: UltimateDestinationProperties;
  readonly UltimateSource: UltimateSourceProperties;
  readonly UsedInContext: UsedInContextProperties;
  readonly UserAccount: UserAccountProperties;
  readonly ValidValueAssociation: ValidValueAssociationProperties;
  readonly ValidValueMember: ValidValueMemberProperties;
  readonly ValidValuesAssignment: ValidValuesAssignmentProperties;
  readonly ValidValuesImplementation: ValidValuesImplementationProperties;
  readonly ValidValuesMapping: ValidValuesMappingProperties;
  readonly VisibleEndpoint: NoProperties;
  readonly ZoneHierarchy: NoProperties;
}

export type RelationshipTypeName = keyof RelationshipProperties;

export interface ActivityDescriptionProperties {
  readonly activityType?: EnumValues['ActivityType'] | undefined;
}

export interface AnchorsProperties {
  readonly anchorGUID?: string | undefined;
  readonly anchorTypeName?: string | undefined;
  readonly anchorDomainName?: string | undefined;
  readonly anchorScopeGUIDs?: readonly string[] | undefined;
  readonly zoneMembership?: readonly string[] | undefined;
}

export interface AuditLogProperties {
  readonly notes?: string | undefined;
  readonly process?: string | undefined;
  readonly source?: string | undefined;
}

export interface BusinessSignificantProperties {
  readonly description?: string | undefined;
  readonly scope?: string | undefined;
  readonly businessCapability?: string | undefined;
}

export interface CalculatedValueProperties {
  readonly formula?: string | undefined;
  readonly formulaType?: string | undefined;
}

export interface CanonicalVocabularyProperties {
  readonly scope?: string | undefined;
}

export interface CloudPlatformProperties {
  readonly deployedImplementationType?: string | undefined;
}

export interface CloudProviderProperties {
  readonly providerName?: string | undefined;
}

export interface CloudServiceProperties {
  readonly offeringName?: string | undefined;
  readonly serviceType?: string | undefined;
}

export interface CloudTenantProperties {
  readonly tenantName?: string | undefined;
  readonly tenantType?: string | undefined;
}

export interface ConfidenceProperties {
  readonly confidenceLevel?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly statusIdentifier?: number | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ConfidentialityProperties {
  readonly confidentialityLevel?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly statusIdentifier?: number | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ConsolidatedDuplicateProperties {
  readonly statusIdentifier?: number | undefined;
  readonly steward?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface ContextDefinitionProperties {
  readonly description?: string | undefined;
  readonly scope?: string | undefined;
}

export interface CriticalityProperties {
  readonly criticalityLevel?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
  readonly statusIdentifier?: number | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
}

export interface CyberLocationProperties {
  readonly networkAddress?: string | undefined;
}

export interface DataAssetEncodingProperties {
  readonly encodingType?: string | undefined;
  readonly encodingLanguage?: string | undefined;
  readonly encodingDescription?: string | undefined;
  readonly encodingProperties?: Readonly<Record<string, string>> | undefined;
}

export interface DataScopeProperties {
  readonly minLongitude?: number | undefined;
  readonly minLatitude?: number | undefined;
  readonly maxLongitude?: number | undefined;
  readonly maxLatitude?: number | undefined;
  readonly minHeight?: number | undefined;
  readonly maxHeight?: number | undefined;
  readonly scopeElements?: Readonly<Record<string, string>> | undefined;
  readonly dataCollectionStartTime?: IsoDate | undefined;
  readonly dataCollectionEndTime?: IsoDate | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface DigitalResourceOriginProperties {
  readonly organization?: string | undefined;
  readonly organizationPropertyName?: string | undefined;
  readonly businessCapability?: string | undefined;
  readonly businessCapabilityPropertyName?: string | undefined;
  readonly otherOriginValues?: Readonly<Record<string, string>> | undefined;
}

export interface EditingCollectionProperties {
  readonly description?: string | undefined;
}

export interface ExceptionBacklogProperties {
  readonly notes?: string | undefined;
  readonly steward?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly process?: string | undefined;
  readonly source?: string | undefined;
}

export interface ExecutionPointProperties {
  readonly qualifiedName?: string | undefined;
}

export interface ExperimentProperties {
  readonly hypothesis?: string | undefined;
}

export interface FixedLocationProperties {
  readonly postalAddress?: string | undefined;
  readonly mapProjection?: string | undefined;
  readonly coordinates?: string | undefined;
  readonly timezone?: string | undefined;
}

export interface GovernanceExpectationsProperties {
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly flags?: Readonly<Record<string, boolean>> | undefined;
  readonly dates?: Readonly<Record<string, IsoDate>> | undefined;
}

export interface GovernanceMeasurementsProperties {
  readonly dataCollectionStartTime?: IsoDate | undefined;
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly flags?: Readonly<Record<string, boolean>> | undefined;
  readonly dates?: Readonly<Record<string, IsoDate>> | undefined;
  readonly dataCollectionEndTime?: IsoDate | undefined;
}

export interface ImpactProperties {
  readonly severityLevel?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly statusIdentifier?: number | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}

export interface InstanceMetadataProperties {
  readonly instanceMetadataTypeName?: string | undefined;
  readonly description?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface LineageLogProperties {
  readonly process?: string | undefined;
  readonly notes?: string | undefined;
  readonly source?: string | undefined;
}

export interface LogAnalysisProperties {
  readonly process?: string | undefined;
  readonly notes?: string | undefined;
  readonly source?: string | undefined;
  readonly dataCollectionStartTime?: IsoDate | undefined;
  readonly dataCollectionEndTime?: IsoDate | undefined;
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly flags?: Readonly<Record<string, boolean>> | undefined;
  readonly dates?: Readonly<Record<string, IsoDate>> | undefined;
}

export interface MementoProperties {
  readonly archiveDate?: IsoDate | undefined;
  readonly archiveUser?: string | undefined;
  readonly archiveProcess?: string | undefined;
  readonly archiveService?: string | undefined;
  readonly archiveMethod?: string | undefined;
  readonly archiveProperties?: Readonly<Record<string, string>> | undefined;
}

export interface MetamodelInstanceProperties {
  readonly metamodelElementGUID?: string | undefined;
}

export interface MeteringLogProperties {
  readonly notes?: string | undefined;
  readonly process?: string | undefined;
  readonly source?: string | undefined;
}

export interface OwnershipProperties {
  readonly owner?: string | undefined;
  readonly ownerTypeName?: string | undefined;
  readonly ownerPropertyName?: string | undefined;
  readonly userIds?: readonly string[] | undefined;
}

export interface PolicyManagementPointProperties {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly pointType?: string | undefined;
}

export interface PrimaryKeyProperties {
  readonly keyPattern?: EnumValues['KeyPattern'] | undefined;
  readonly displayName?: string | undefined;
}

export interface ProjectClassificationProperties {
  readonly approach?: string | undefined;
  readonly managementStyle?: string | undefined;
  readonly resultsUsage?: string | undefined;
}

export interface RetentionProperties {
  readonly retentionBasis?: number | undefined;
  readonly confidence?: number | undefined;
  readonly steward?: string | undefined;
  readonly source?: string | undefined;
  readonly stewardTypeName?: string | undefined;
  readonly stewardPropertyName?: string | undefined;
  readonly notes?: string | undefined;
  readonly associatedGUID?: string | undefined;
  readonly archiveAfter?: IsoDate | undefined;
  readonly deleteAfter?: IsoDate | undefined;
}

export interface ScopingCollectionProperties {
  readonly description?: string | undefined;
}

export interface SecureLocationProperties {
  readonly description?: string | undefined;
  readonly level?: string | undefined;
}

export interface SecurityListMembershipProperties {
  readonly securityGroups?: readonly string[] | undefined;
}

export interface SecurityLogProperties {
  readonly process?: string | undefined;
  readonly notes?: string | undefined;
  readonly source?: string | undefined;
}

export interface SecurityTagsProperties {
  readonly securityLabels?: readonly string[] | undefined;
  readonly securityProperties?: Readonly<Record<string, string>> | undefined;
}

export interface StagingCollectionProperties {
  readonly description?: string | undefined;
}

export interface TaxonomyProperties {
  readonly organizingPrinciple?: string | undefined;
}

export interface TemplateProperties {
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly versionIdentifier?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface TypeEmbeddedAttributeProperties {
  readonly encodingStandard?: string | undefined;
  readonly dataType?: string | undefined;
  readonly schemaTypeName?: string | undefined;
  readonly qualifiedName?: string | undefined;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly fixedValue?: string | undefined;
  readonly usage?: string | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface UserAccountProfileProperties {
  readonly userAccountCount?: number | undefined;
  readonly employeeAccountCount?: number | undefined;
  readonly contractorAccountCount?: number | undefined;
  readonly externalAccountCount?: number | undefined;
  readonly digitalAccountCount?: number | undefined;
  readonly activeAccountCount?: number | undefined;
  readonly expiredAccountCount?: number | undefined;
  readonly lockedAccountCount?: number | undefined;
  readonly disabledAccountCount?: number | undefined;
  readonly userAccountTypes?: Readonly<Record<string, number>> | undefined;
  readonly userAccountStatuses?: Readonly<Record<string, number>> | undefined;
  readonly additionalProperties?: Readonly<Record<string, string>> | undefined;
}

export interface ZoneMembershipProperties {
  readonly zoneMembership?: readonly string[] | undefined;
}

export interface ZoneMembershipProfileProperties {
  readonly analysisTime?: IsoDate | undefined;
  readonly totalMembership?: number | undefined;
  readonly anchoredTypeMembership?: Readonly<Record<string, number>> | undefined;
  readonly allTotalMembership?: number | undefined;
  readonly anchoredTotalMembership?: number | undefined;
  readonly securityGroups?: readonly string[] | undefined;
  readonly typeMembership?: Readonly<Record<string, number>> | undefined;
  readonly allTypeMembership?: Readonly<Record<string, number>> | undefined;
}

/** What a classification of each type may state, inherited properties included. */
export interface ClassificationProperties {
  readonly AbstractConcept: NoProperties;
  readonly ActivityDescription: ActivityDescriptionProperties;
  readonly Anchors: AnchorsProperties;
  readonly AuditLog: AuditLogProperties;
  readonly BusinessSignificant: BusinessSignificantProperties;
  readonly CalculatedValue: CalculatedValueProperties;
  readonly Campaign: NoProperties;
  readonly CanonicalVocabulary: CanonicalVocabularyProperties;
  readonly ClassWord: NoProperties;
  readonly CloudPlatform: CloudPlatformProperties;
  readonly CloudProvider: CloudProviderProperties;
  readonly CloudService: CloudServiceProperties;
  readonly CloudTenant: CloudTenantProperties;
  readonly CollectionKind: NoProperties;
  readonly Confidence: ConfidenceProperties;
  readonly Confidentiality: ConfidentialityProperties;
  readonly ConsolidatedDuplicate: ConsolidatedDuplicateProperties;
  readonly ContextDefinition: ContextDefinitionProperties;
  readonly ControlPoint: ExecutionPointProperties;
  readonly Criticality: CriticalityProperties;
  readonly CyberLocation: CyberLocationProperties;
  readonly DataAssetEncoding: DataAssetEncodingProperties;
  readonly DataScope: DataScopeProperties;
  readonly DataSharingAgreement: NoProperties;
  readonly DataValueMeaning: NoProperties;
  readonly DigitalResourceOrigin: DigitalResourceOriginProperties;
  readonly EditingCollection: EditingCollectionProperties;
  readonly ElementSupplement: NoProperties;
  readonly EnforcementPoint: ExecutionPointProperties;
  readonly ExceptionBacklog: ExceptionBacklogProperties;
  readonly ExecutionPoint: ExecutionPointProperties;
  readonly Experiment: ExperimentProperties;
  readonly FixedLocation: FixedLocationProperties;
  readonly GlossaryProject: NoProperties;
  readonly GovernanceExpectations: GovernanceExpectationsProperties;
  readonly GovernanceMeasurements: GovernanceMeasurementsProperties;
  readonly GovernanceProject: NoProperties;
  readonly Impact: ImpactProperties;
  readonly Incomplete: NoProperties;
  readonly InstanceMetadata: InstanceMetadataProperties;
  readonly KnownDuplicate: NoProperties;
  readonly LineageLog: LineageLogProperties;
  readonly ListenerInterface: NoProperties;
  readonly LogAnalysis: LogAnalysisProperties;
  readonly Memento: MementoProperties;
  readonly MetamodelInstance: MetamodelInstanceProperties;
  readonly MeteringLog: MeteringLogProperties;
  readonly MobileResource: NoProperties;
  readonly Modifier: NoProperties;
  readonly ObjectIdentifier: NoProperties;
  readonly Ownership: OwnershipProperties;
  readonly PersonalProject: NoProperties;
  readonly PolicyAdministrationPoint: PolicyManagementPointProperties;
  readonly PolicyDecisionPoint: PolicyManagementPointProperties;
  readonly PolicyEnforcementPoint: PolicyManagementPointProperties;
  readonly PolicyInformationPoint: PolicyManagementPointProperties;
  readonly PolicyManagementPoint: PolicyManagementPointProperties;
  readonly PolicyRetrievalPoint: PolicyManagementPointProperties;
  readonly PrimaryKey: PrimaryKeyProperties;
  readonly PrimeWord: NoProperties;
  readonly ProjectClassification: ProjectClassificationProperties;
  readonly ProjectKind: NoProperties;
  readonly PublisherInterface: NoProperties;
  readonly Question: NoProperties;
  readonly ReferenceData: NoProperties;
  readonly RequestResponseInterface: NoProperties;
  readonly Retention: RetentionProperties;
  readonly ScopingCollection: ScopingCollectionProperties;
  readonly SecureLocation: SecureLocationProperties;
  readonly SecurityListMembership: SecurityListMembershipProperties;
  readonly SecurityLog: SecurityLogProperties;
  readonly SecurityTags: SecurityTagsProperties;
  readonly SoftwarePackageManifest: NoProperties;
  readonly StagingCollection: StagingCollectionProperties;
  readonly StudyProject: NoProperties;
  readonly Task: NoProperties;
  readonly Taxonomy: TaxonomyProperties;
  readonly Template: TemplateProperties;
  readonly TemplateSubstitute: NoProperties;
  readonly TypeEmbeddedAttribute: TypeEmbeddedAttributeProperties;
  readonly UserAccountProfile: UserAccountProfileProperties;
  readonly VerificationPoint: ExecutionPointProperties;
  readonly ZoneMembership: ZoneMembershipProperties;
  readonly ZoneMembershipProfile: ZoneMembershipProfileProperties;
}

export type ClassificationTypeName = keyof ClassificationProperties;
