/** The entity types that Egeria 6.1 has for files. */
export const dataFileTypeNames = [
  'ArchiveFile',
  'AudioFile',
  'AvroFile',
  'BuildInstructionFile',
  'CSVFile',
  'DataFile',
  'Document',
  'ExecutableFile',
  'JSONFile',
  'KeyStoreFile',
  'LogFile',
  'ParquetFile',
  'PropertiesFile',
  'RasterFile',
  'ScriptFile',
  'SourceCodeFile',
  'SpreadsheetFile',
  'ThreeDImageFile',
  'VectorFile',
  'VideoFile',
  'XMLFile',
  'YAMLFile',
] as const;

export type DataFileTypeName = (typeof dataFileTypeNames)[number];
