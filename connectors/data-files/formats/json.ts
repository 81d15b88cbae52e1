import { completedJSON } from './json-text.ts';
import { DamagedContent } from './structure.ts';
import type { FileAttribute, FileStructure, ReadableContent } from './structure.ts';
import { decodeText } from './text.ts';
import { commonType } from './value-type.ts';
import type { ValueType } from './value-type.ts';

/** From how many objects of a list the structure is found. */
const SAMPLE_OBJECTS = 100;

/** How deep nested objects are told of; what is deeper is a `struct` without attributes. */
const MOST_LEVELS = 20;

/** The structure of a JSON or NDJSON file, from its first 64 KiB: the keys of its first objects, with what they hold. */
export function readJSON(content: ReadableContent): FileStructure {
  const isWhole = content.head.length >= content.size;
  const decoded = decodeText(content.head, isWhole);
  if (decoded === undefined) throw new DamagedContent('it is not text');
  const lines = valuesOfLines(decoded.text, content.extension, isWhole);
  const value = lines ?? parsed(decoded.text, isWhole);
  const objects = Array.isArray(value) ? value.slice(0, SAMPLE_OBJECTS).filter(isObject) : [value].filter(isObject);
  return {
    attributes: attributesOf(objects, 1),
    encodingDescription: lines === undefined ? undefined : 'One JSON value a line (NDJSON)',
    encodingProperties: { characterSet: decoded.characterSet },
  };
}

type JSONObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string, isWhole: boolean): unknown {
  const value = isWhole ? parsedOrUndefined(text) : parsedBeginning(text);
  if (value === undefined && text.trim() !== '') throw new DamagedContent('it is not valid JSON');
  return value;
}

/** The value that a text begins with that was cut off: without the element that the cut is in, when it follows another. */
function parsedBeginning(text: string): unknown {
  const value = parsedOrUndefined(completedJSON(text));
  for (let inner = value; typeof inner === 'object' && inner !== null;) {
    if (Array.isArray(inner) && inner.length > 1) {
      inner.pop();
      break;
    }
    inner = Object.values(inner).at(-1);
  }
  return value;
}

/** JSON has no `undefined`. */
function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values of the first lines, when each line is one; `undefined` when the text is not NDJSON. */
function valuesOfLines(text: string, extension: string, isWhole: boolean): readonly unknown[] | undefined {
  const isNDJSON = extension === 'ndjson' || extension === 'jsonl';
  const lines = text.split('\n', SAMPLE_OBJECTS + 1).filter((line) => line.trim() !== '');
  const first = lines[0]?.trim() ?? '';
  if (!isNDJSON && (lines.length < 2 || !first.endsWith('}') || !isObject(parsedOrUndefined(first)))) return undefined;
  const values: unknown[] = [];
  for (const [index, line] of lines.slice(0, SAMPLE_OBJECTS).entries()) {
    const value = parsedOrUndefined(line);
    // The last line may be cut off, in a whole file too: somebody may just be writing it.
    const isCut = index === lines.length - 1 && !text.endsWith('\n');
    const beginning = isCut && index === 0 && !isWhole ? parsedBeginning(line) : undefined;
    if (value !== undefined) values.push(value);
    else if (beginning !== undefined) values.push(beginning);
    else if (!isCut || index === 0) throw new DamagedContent(`its line ${index + 1} is not valid JSON`);
  }
  return values;
}

/** What the objects have between them, in the order of first use. */
function attributesOf(objects: readonly JSONObject[], level: number): readonly FileAttribute[] {
  const valuesByName = new Map<string, unknown[]>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      const values = valuesByName.get(name);
      if (values === undefined) valuesByName.set(name, [value]);
      else values.push(value);
    }
  }
  return [...valuesByName].map(([name, values]) => {
    const isNullable = values.length < objects.length || values.includes(null) ? true : undefined;
    return { name, isNullable, ...typeOf(values, level) };
  });
}

function typeOf(values: readonly unknown[], level: number): Pick<FileAttribute, 'dataType' | 'attributes'> {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => Array.isArray(value))) {
    const elements = known.flat();
    if (elements.length === 0 || level >= MOST_LEVELS) return { dataType: 'array' };
    const { dataType, attributes } = typeOf(elements, level + 1);
    return { dataType: `array<${dataType}>`, attributes };
  }
  if (known.length > 0 && known.every(isObject)) {
    return { dataType: 'struct', attributes: level < MOST_LEVELS ? attributesOf(known, level + 1) : undefined };
  }
  return { dataType: known.map(primitiveType).reduce<ValueType | undefined>(commonType, undefined) ?? 'string' };
}

/** `string` also where values are sometimes objects or arrays and sometimes not: as text they all can be told. */
function primitiveType(value: unknown): ValueType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'number') return 'string';
  if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) return 'double';
  return Math.abs(value) < 2 ** 31 ? 'int' : 'long';
}
