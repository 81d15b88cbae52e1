/** The unique name of an element across open metadata (`Referenceable.qualifiedName`, Egeria 6.1). */
export type QualifiedName = string & { readonly brand: 'QualifiedName' };

/** The unique identifier of an element or a relationship. */
export type Guid = string & { readonly brand: 'Guid' };

const QUOTE = '"';

/**
 * Joins the parts of a qualified name in Egeria's pattern `{technology}::{where}::{name}.{name}`.
 *
 * `technology` is the deployed implementation type, `where` what the names are unique within (a server name).
 * A name that holds the pattern's own signs (`.`, `::`, `"`) or is empty is quoted, so that two different
 * things never get one name.
 */
export function qualifiedName(technology: string, where: string, ...names: readonly string[]): QualifiedName {
  const place = `${technology}::${quotePlace(where)}`;
  return (names.length === 0 ? place : `${place}::${names.map(quoteName).join('.')}`) as QualifiedName;
}

/** Names the many things that lie in one place, as `qualifiedName` would: what they have in common is put together once. */
export function qualifiedNames(
  technology: string,
  where: string,
  ...names: readonly string[]
): (name: string) => QualifiedName {
  const common = `${qualifiedName(technology, where, ...names)}${names.length === 0 ? '::' : '.'}`;
  return (name) => `${common}${quoteName(name)}` as QualifiedName;
}

/**
 * The qualified name of something that is reached by a path in a file system, or of something inside it:
 * `{technology}::{fileSystemName}:{path}.{name}`. The path is absolute; `fileSystemName` is empty by default, as
 * Egeria 6.1's files cataloguer writes it.
 */
export function pathQualifiedName(
  technology: string,
  fileSystemName: string,
  path: string,
  ...names: readonly string[]
): QualifiedName {
  const fileSystem = fileSystemName.includes(':') ? quoted(fileSystemName) : quotePlace(fileSystemName);
  const place = `${technology}::${fileSystem}:${quotePlace(path)}`;
  return (names.length === 0 ? place : `${place}.${names.map(quoteName).join('.')}`) as QualifiedName;
}

/** The qualified name of something that an element has at most one of, such as its `Schema Type`. */
export function attachedQualifiedName(owner: QualifiedName, what: string): QualifiedName {
  return `${owner}::${what}` as QualifiedName;
}

/** The qualified name of something inside what has a name of its own, such as a column of a file: `{place}::{name}.{name}`. */
export function innerQualifiedName(place: QualifiedName, ...names: readonly string[]): QualifiedName {
  return `${place}::${names.map(quoteName).join('.')}` as QualifiedName;
}

/** Takes a text that is already a qualified name: from the store, from a definition or from an import. */
export function asQualifiedName(text: string): QualifiedName {
  return text as QualifiedName;
}

/** Takes a text that is already a GUID: from the store or from an import. */
export function asGuid(text: string): Guid {
  return text as Guid;
}

function quoteName(name: string): string {
  const plain =
    name !== '' &&
    !name.includes('.') &&
    !name.includes('::') &&
    !name.includes(QUOTE) &&
    !name.startsWith(':') &&
    !name.endsWith(':');
  return plain ? name : quoted(name);
}

function quotePlace(place: string): string {
  return place.includes('::') || place.includes(QUOTE) ? quoted(place) : place;
}

function quoted(text: string): string {
  return QUOTE + text.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}
