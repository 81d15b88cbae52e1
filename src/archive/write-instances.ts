import { unknownProperty, unknownType } from '../metadata/types/type-problem.ts';
import type { DefinedType, TypeRegistry } from '../metadata/types/type-registry.ts';
import type {
  ArchiveAnchor,
  ArchiveEnd,
  ArchiveEntity,
  ArchiveInstance,
  ArchiveRelationship,
} from './archive-content.ts';
import { notWritable, valueWriter } from './write-values.ts';

/** A kind of type that instances have. */
type InstanceKind = 'entity' | 'relationship' | 'classification';

/** Text that neighbours share, before and after what each has of its own. */
type Around = readonly [before: string, after: string];

/** What the instances of one type have in common in their text. */
interface TypeText {
  readonly type: DefinedType;
  /** `"type":{…},` */
  readonly header: string;
  /** The properties that have come so far: each is written with its name. */
  readonly properties: Map<string, (value: unknown) => string>;
}

const categories: Readonly<Record<InstanceKind, string>> = {
  entity: 'ENTITY_DEF',
  relationship: 'RELATIONSHIP_DEF',
  classification: 'CLASSIFICATION_DEF',
};

/**
 * Writes instances as the JSON text of an archive. It is on the way of every element of a bulk load: what instances of
 * a type have in common is put together once, and what neighbours share (header, anchor) is remembered.
 *
 * Its methods throw InvalidMetadataError for a type, a property or an enum value that the types do not have; that a
 * value is of its property's type is the caller's to know.
 */
export class InstanceWriter {
  readonly #types: TypeRegistry;
  readonly #typeTexts = new Map<string, TypeText>();
  #lastHeader: { readonly of: ArchiveInstance; readonly around: Around } | undefined;
  #lastAnchor: { readonly of: ArchiveAnchor; readonly around: Around } | undefined;

  constructor(types: TypeRegistry) {
    this.#types = types;
  }

  entity(entity: ArchiveEntity): string {
    const type = this.#typeText(entity.typeName, 'entity');
    const header = this.#header(entity);
    let text = `{"class":"EntityDetail",${type.header}${header}"guid":${JSON.stringify(entity.guid)},"classifications":[`;
    let separator = '';
    if (entity.anchor !== undefined) {
      text += this.#anchor(entity, entity.anchor, header);
      separator = ',';
    }
    for (const each of entity.classifications) {
      text += separator + this.#classification(each);
      separator = ',';
    }
    return `${text}]${this.#properties(type, entity, entity.qualifiedName)}}`;
  }

  relationship(relationship: ArchiveRelationship): string {
    const type = this.#typeText(relationship.typeName, 'relationship');
    const header = this.#header(relationship);
    return (
      `{"class":"Relationship",${type.header}${header}"guid":${JSON.stringify(relationship.guid)},` +
      `"entityOneProxy":${this.#proxy(relationship.end1, header)},` +
      `"entityTwoProxy":${this.#proxy(relationship.end2, header)}${this.#properties(type, relationship, '')}}`
    );
  }

  #classification(classification: ArchiveInstance): string {
    const [before, after] = this.#aroundHeader(classification);
    return before + this.#header(classification) + after;
  }

  #aroundHeader(classification: ArchiveInstance): Around {
    const type = this.#typeText(classification.typeName, 'classification');
    return [
      `{"class":"Classification",${type.header}`,
      `"classificationOrigin":"ASSIGNED","name":"${classification.typeName}"${this.#properties(type, classification, '')}}`,
    ];
  }

  #anchor(entity: ArchiveEntity, anchor: ArchiveAnchor, header: string): string {
    if (this.#lastAnchor?.of !== anchor) this.#lastAnchor = { of: anchor, around: this.#aroundAnchor(entity, anchor) };
    const [before, after] = this.#lastAnchor.around;
    return before + header + after;
  }

  #aroundAnchor(entity: ArchiveEntity, anchor: ArchiveAnchor): Around {
    const { guid, typeName, domainName, scopeGuids } = anchor;
    return this.#aroundHeader({
      ...entity,
      typeName: 'Anchors',
      properties: {
        anchorGUID: guid,
        anchorTypeName: typeName,
        anchorDomainName: domainName,
        anchorScopeGUIDs: scopeGuids.length === 0 ? undefined : scopeGuids,
      },
      effectiveFrom: undefined,
      effectiveTo: undefined,
    });
  }

  /** What stands for the element at an end. A server that has the element takes no notice of whose it is here. */
  #proxy({ guid, typeName, qualifiedName }: ArchiveEnd, header: string): string {
    const type = this.#typeText(typeName, 'entity');
    const unique =
      qualifiedName === ''
        ? ''
        : `,"uniqueProperties":${INSTANCE_PROPERTIES}${this.#property(type, QUALIFIED_NAME)(qualifiedName)}}}`;
    return `{"class":"EntityProxy",${type.header}${header}"guid":${JSON.stringify(guid)}${unique}}`;
  }

  #properties(type: TypeText, { properties, effectiveFrom, effectiveTo }: ArchiveInstance, name: string): string {
    let text = name === '' ? '' : this.#property(type, QUALIFIED_NAME)(name);
    for (const property in properties) {
      const value = properties[property];
      if (value === undefined) continue;
      const written = this.#property(type, property)(value);
      text += text === '' ? written : `,${written}`;
    }
    if (effectiveFrom === undefined && effectiveTo === undefined) {
      return text === '' ? '' : `,"properties":${INSTANCE_PROPERTIES}${text}}}`;
    }
    const from = effectiveFrom === undefined ? '' : `"effectiveFromTime":${Date.parse(effectiveFrom)},`;
    const to = effectiveTo === undefined ? '' : `"effectiveToTime":${Date.parse(effectiveTo)},`;
    return `,"properties":{"class":"InstanceProperties",${from}${to}"instanceProperties":{${text}}}`;
  }

  #header(instance: ArchiveInstance): string {
    if (this.#lastHeader === undefined || !sharesHeader(this.#lastHeader.of, instance)) {
      this.#lastHeader = { of: instance, around: aroundCreateTime(instance) };
    }
    const [before, after] = this.#lastHeader.around;
    return before + Date.parse(instance.createTime) + after;
  }

  #property({ type, properties }: TypeText, name: string): (value: unknown) => string {
    const known = properties.get(name);
    if (known !== undefined) return known;
    const attribute = type.properties.get(name);
    if (attribute === undefined) throw notWritable(unknownProperty(type, name));
    const before = `"${name}":`;
    const value = valueWriter(attribute, type, (enumName) => this.#types.enumType(enumName));
    const writer = (given: unknown): string => before + value(given);
    properties.set(name, writer);
    return writer;
  }

  /** A name means one type, whatever its kind. */
  #typeText(name: string, kind: InstanceKind): TypeText {
    const known = this.#typeTexts.get(name);
    if (known !== undefined) return known;
    const type = this.#types[kind](name);
    if (type === undefined) throw notWritable(unknownType(name, kind));
    const header =
      `"type":{"class":"InstanceType","typeDefCategory":"${categories[kind]}","typeDefGUID":"${type.guid}",` +
      `"typeDefName":"${name}","typeDefVersion":${type.version}},`;
    const text = { type, header, properties: new Map() };
    this.#typeTexts.set(name, text);
    return text;
  }
}

const QUALIFIED_NAME = 'qualifiedName';
const INSTANCE_PROPERTIES = '{"class":"InstanceProperties","instanceProperties":{';

function aroundCreateTime({ provenance, createdBy, updatedBy, updateTime, version }: ArchiveInstance): Around {
  return [
    `"instanceProvenanceType":"${provenance.category}","metadataCollectionId":${JSON.stringify(provenance.guid)},` +
      `"metadataCollectionName":${JSON.stringify(provenance.name)},"createdBy":${JSON.stringify(createdBy)},` +
      `${updatedBy === undefined ? '' : `"updatedBy":${JSON.stringify(updatedBy)},`}"createTime":`,
    `,${updateTime === undefined ? '' : `"updateTime":${Date.parse(updateTime)},`}"version":${version},"status":"ACTIVE",`,
  ];
}

/** Whether the headers of two instances differ in nothing but the time of their creation. */
function sharesHeader(one: ArchiveInstance, other: ArchiveInstance): boolean {
  return (
    one.version === other.version &&
    one.updateTime === other.updateTime &&
    one.createdBy === other.createdBy &&
    one.updatedBy === other.updatedBy &&
    (one.provenance === other.provenance ||
      (one.provenance.guid === other.provenance.guid &&
        one.provenance.name === other.provenance.name &&
        one.provenance.category === other.provenance.category))
  );
}
