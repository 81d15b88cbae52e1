/** One attribute of a file's content: a column, a field within a column or a sheet of columns. */
export interface FileAttribute {
  readonly name: string;
  /** Egeria's names where it has one (`string`, `int`, `long`, `double` …), else the format's: `array<int>`, `struct`. */
  readonly dataType: string;
  readonly isNullable?: boolean | undefined;
  /** Of decimal numbers: the number of digits. */
  readonly precision?: number | undefined;
  /** Of values of a fixed size: the number of bytes. */
  readonly length?: number | undefined;
  readonly description?: string | undefined;
  /** What a `struct`, or an array of them, consists of. */
  readonly attributes?: readonly FileAttribute[] | undefined;
  /** A sheet of a workbook, whose attributes are the columns. */
  readonly isSheet?: boolean | undefined;
}

/** What a file's content says of its structure. */
export interface FileStructure {
  readonly attributes: readonly FileAttribute[];
  /** Of CSV. */
  readonly delimiterCharacter?: string | undefined;
  readonly quoteCharacter?: string | undefined;
  /** For `DataAssetEncoding`: what the encoding type does not say. */
  readonly encodingDescription?: string | undefined;
  readonly encodingProperties?: Readonly<Record<string, string>> | undefined;
  /** For the file's `additionalProperties`. */
  readonly rowCount?: string | undefined;
}

/** A structure reader's input: some of a file's bytes, read when asked for. */
export interface ReadableContent {
  /** In bytes, when the file was found. */
  readonly size: number;
  /** The file's name without the last extension is of no use to a reader; the extension, in lower case, is. */
  readonly extension: string;
  /** An open file descriptor, which the reader must not close. */
  readonly fileDescriptor: number;
  /** The first 64 KiB or less. Overwritten when the next file is read. */
  readonly head: Buffer;
  /** At most `length` bytes from `position`, as many as there are. */
  read(position: number, length: number): Buffer;
}

/** The content is not what the file's type promises. The message says what is wrong, without any of the content. */
export class DamagedContent extends Error {}

/**
 * Gives every attribute a name of its own, as a file may use one twice: `amount`, `amount (2)`. A name's first use
 * stays as it is. A name that is empty becomes `column` with its position.
 */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const stated = new Set(names);
  if (stated.size === names.length && !stated.has('')) return names;
  const unused = new Set(names);
  const counts = new Map<string, number>();
  return names.map((name, index) => {
    if (name !== '' && unused.delete(name)) return name;
    const wanted = name === '' ? `column${index + 1}` : name;
    let count = counts.get(wanted) ?? (name === '' ? 0 : 1);
    let unique: string;
    do {
      count += 1;
      unique = count === 1 ? wanted : `${wanted} (${count})`;
    } while (stated.has(unique));
    counts.set(wanted, count);
    return unique;
  });
}
