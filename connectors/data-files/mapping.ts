import {
  attachedQualifiedName,
  classification,
  element,
  innerQualifiedName,
  pathQualifiedName,
  relationship,
} from '../../src/kit/index.ts';
import type {
  FoundEntry,
  MetadataRecord,
  QualifiedName,
  StatedClassification,
  StatedRelationship,
} from '../../src/kit/index.ts';
import { fileExtension } from './file-types.ts';
import type { FileType } from './file-types.ts';
import type { FileAttribute, FileStructure } from './formats/structure.ts';
import type { FileContent } from './read-content.ts';

const FOLDER = 'File System Directory';

/** The qualified name of the folder at a path. */
export function folderName(fileSystemName: string, path: string): QualifiedName {
  return pathQualifiedName(FOLDER, fileSystemName, path);
}

/** The qualified name of the file at a path. */
export function fileName(fileSystemName: string, type: FileType, path: string): QualifiedName {
  return pathQualifiedName(type.deployedImplementationType, fileSystemName, path);
}

/** The record of a folder. The folder that the walk began with has no parent. */
export function folderRecord(fileSystemName: string, folder: FoundEntry): MetadataRecord {
  const parent = folder.folder && relationship('FolderHierarchy', folderName(fileSystemName, folder.folder.path), 1);
  return element(
    'FileFolder',
    folderName(fileSystemName, folder.path),
    {
      displayName: folder.name,
      deployedImplementationType: FOLDER,
      resourceName: folder.path,
      contentStatus: 'ACTIVE',
      pathName: folder.path,
      storeCreateTime: isoTime(folder.status.birthtimeMs),
      storeUpdateTime: isoTime(folder.status.mtimeMs),
    },
    { parent },
  );
}

/** The folder that each of many files is in: those in one folder, which come one after the other, share the statement. */
export function nesting(fileSystemName: string): (file: FoundEntry) => StatedRelationship | undefined {
  let folder: FoundEntry | undefined;
  let stated: StatedRelationship | undefined;
  return (file) => {
    if (file.folder !== folder) {
      ({ folder } = file);
      stated = folder && relationship('NestedFile', folderName(fileSystemName, folder.path), 1);
    }
    return stated;
  };
}

/**
 * The records of a file: itself, then its schema type and attributes when its structure is known.
 *
 * @param parent the folder that it is in
 */
export function fileRecords(
  fileSystemName: string,
  file: FoundEntry,
  { type, structure, status }: Pick<FileContent, 'type' | 'structure' | 'status'>,
  parent: StatedRelationship | undefined,
): MetadataRecord[] {
  const name = fileName(fileSystemName, type, file.path);
  const { size, birthtimeMs, mtimeMs } = status;
  const storeUpdateTime = isoTime(mtimeMs);
  const extension = fileExtension(file.name);
  const properties = {
    displayName: file.name,
    additionalProperties:
      structure?.rowCount === undefined ? { size: `${size}` } : { size: `${size}`, rowCount: structure.rowCount },
    deployedImplementationType: type.deployedImplementationType,
    resourceName: file.path,
    contentStatus: 'ACTIVE',
    pathName: file.path,
    storeCreateTime: Math.trunc(birthtimeMs) === Math.trunc(mtimeMs) ? storeUpdateTime : isoTime(birthtimeMs),
    storeUpdateTime,
    fileName: file.name,
    fileType: type.fileType,
    fileExtension: extension === '' ? undefined : extension,
  } as const;
  const details = { classifications: encodingOf(type, structure), parent };
  const asset =
    type.typeName === 'CSVFile'
      ? element(
          type.typeName,
          name,
          {
            ...properties,
            delimiterCharacter: structure?.delimiterCharacter,
            quoteCharacter: structure?.quoteCharacter,
          },
          details,
        )
      : element(type.typeName, name, properties, details);
  if (structure === undefined || structure.attributes.length === 0) return [asset];
  return [asset, ...structureRecords(fileSystemName, file, type, name, structure.attributes)];
}

/** ISO 8601; `undefined` where a file system keeps no such time and so says 1970. */
function isoTime(milliseconds: number): string | undefined {
  return milliseconds === 0 ? undefined : new Date(milliseconds).toISOString();
}

const NO_CLASSIFICATIONS: readonly StatedClassification[] = [];

function encodingOf(type: FileType, structure: FileStructure | undefined): readonly StatedClassification[] {
  if (type.encodingType === undefined || structure === undefined) return type.classifications;
  return [
    classification('DataAssetEncoding', {
      encodingType: type.encodingType,
      encodingDescription: structure.encodingDescription,
      encodingProperties: structure.encodingProperties,
    }),
  ];
}

function structureRecords(
  fileSystemName: string,
  file: FoundEntry,
  type: FileType,
  asset: QualifiedName,
  attributes: readonly FileAttribute[],
): MetadataRecord[] {
  const technology = type.deployedImplementationType;
  const schemaType = attachedQualifiedName(asset, 'Schema Type');
  const records: MetadataRecord[] = [
    element(
      'TabularSchemaType',
      schemaType,
      { displayName: file.name },
      { parent: relationship('Schema', asset, 1), anchor: asset },
    ),
  ];
  const columns = pathQualifiedName(`${technology} Column`, fileSystemName, file.path);
  const sheets = pathQualifiedName(`${technology} Sheet`, fileSystemName, file.path);

  function add(
    attribute: FileAttribute,
    names: readonly string[],
    parent: StatedRelationship,
    isColumn: boolean,
  ): void {
    const name = innerQualifiedName(attribute.isSheet === true ? sheets : columns, ...names);
    const details = { classifications: typeOf(attribute), parent, anchor: asset };
    const { isNullable, precision, length, description } = attribute;
    const properties = { displayName: attribute.name, description, isNullable, precision, length };
    records.push(
      isColumn && attribute.isSheet !== true
        ? element('TabularColumn', name, properties, details)
        : element('SchemaAttribute', name, properties, details),
    );
    for (const [position, part] of (attribute.attributes ?? []).entries()) {
      const nesting = relationship('NestedSchemaAttribute', name, 1, { position });
      add(part, [...names, part.name], nesting, attribute.isSheet === true);
    }
  }

  for (const [position, attribute] of attributes.entries()) {
    add(attribute, [attribute.name], relationship('AttributeForSchema', schemaType, 1, { position }), true);
  }
  return records;
}

function typeOf({ dataType, isSheet }: FileAttribute): readonly StatedClassification[] {
  if (isSheet === true) return NO_CLASSIFICATIONS;
  return [classification('TypeEmbeddedAttribute', { dataType, schemaTypeName: schemaTypeOf(dataType) })];
}

function schemaTypeOf(dataType: string): string {
  if (dataType.startsWith('map<')) return 'MapSchemaType';
  return dataType === 'struct' ? 'StructSchemaType' : 'PrimitiveSchemaType';
}
