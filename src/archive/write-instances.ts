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
  #lastHeader: { readonly of: ArchiveInstance; readonly text: string } | undefined;
  #lastAnchor: { readonly of: ArchiveAnchor; readonly header: string; readonly text: string } | undefined;

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
    const type = this.#typeText(classification.typeName, 'classification');
    return (
      `{"class":"Classification",${type.header}${this.#header(classification)}"classificationOrigin":"ASSIGNED",` +
      `"name":"${classification.typeName}"${this.#properties(type, classification, '')}}`
    );
  }

  #anchor(entity: ArchiveEntity, anchor: ArchiveAnchor, header: string): string {
    if (this.#lastAnchor?.of === anchor && this.#lastAnchor.header === header) return this.#lastAnchor.text;
    const { guid, typeName, domainName, scopeGuids } = anchor;
    const text = this.#classification({
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
    this.#lastAnchor = { of: anchor, header, text };
    return text;
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
    if (this.#lastHeader !== undefined && sharesHeader(this.#lastHeader.of, instance)) return this.#lastHeader.text;
    const { provenance, createdBy, createTime, updatedBy, updateTime, version } = instance;
    const text =
      `"instanceProvenanceType":"${provenance.category}","metadataCollectionId":${JSON.stringify(provenance.guid)},` +
      `"metadataCollectionName":${JSON.stringify(provenance.name)},"createdBy":${JSON.stringify(createdBy)},` +
      `${updatedBy === undefined ? '' : `"updatedBy":${JSON.stringify(updatedBy)},`}"createTime":${Date.parse(createTime)},` +
      `${updateTime === undefined ? '' : `"updateTime":${Date.parse(updateTime)},`}"version":${version},"status":"ACTIVE",`;
    this.#lastHeader = { of: instance, text };
    return text;
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

function sharesHeader(one: ArchiveInstance, other: ArchiveInstance): boolean {
  return (
    one.version === other.version &&
    one.createTime === other.createTime &&
    one.updateTime === other.updateTime &&
    one.createdBy === other.createdBy &&
    one.updatedBy === other.updatedBy &&
    (one.provenance === other.provenance ||
      (one.provenance.guid === other.provenance.guid &&
        one.provenance.name === other.provenance.name &&
        one.provenance.category === other.provenance.category))
  );
}
