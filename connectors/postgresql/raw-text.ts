import { fileNameText } from '../../src/kit/index.ts';

/**
 * SQL for a text of a database whose encoding is SQL_ASCII: there texts are bytes that nobody has checked, and the server
 * sends them as they are. In PostgreSQL's escape format they arrive whole.
 */
export function rawText(expression: string): string {
  return `encode(convert_to((${expression})::text, 'SQL_ASCII'), 'escape')`;
}

/** The text that `rawText` encoded; bytes that are not UTF-8 are percent-encoded, so that different names stay different. */
export function textOfRaw(escaped: string): string {
  if (!escaped.includes('\\')) return escaped;
  const bytes = escaped.replaceAll(/\\(?:\\|(?<octal>[0-7]{3}))/gu, (sign, octal?: string) =>
    octal === undefined ? sign.slice(1) : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return fileNameText(Buffer.from(bytes, 'latin1'));
}
