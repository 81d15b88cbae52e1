import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Pair, YAMLParseError } from 'yaml';
import { definitionMessages } from './messages.ts';
import { DefinitionError } from './definition-error.ts';
import type { DefinitionProblem, SourcePlace } from './definition-error.ts';

/** Keys and indexes that lead from the top of a definition to a value. */
export type DefinitionPath = readonly PropertyKey[];

/** A YAML text as values whose places in the text can be asked for. */
export interface YamlSource {
  readonly value: unknown;
  /** Where the key stands that leads to this value, or the value itself in a list; else the nearest place above. */
  readonly placeOf: (path: DefinitionPath) => SourcePlace;
  /** Where the value itself starts; else the nearest place above. */
  readonly placeOfValue: (path: DefinitionPath) => SourcePlace;
}

/**
 * Reads a YAML text.
 *
 * @param file the file's name as people know it, for the places
 * @throws DefinitionError when it is empty or not YAML
 */
export function readYaml(text: string, file: string): YamlSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeAt = (offset: number): SourcePlace => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = problemsOf(document.errors, placeAt, text);
  if (problems.length > 0) throw new DefinitionError(problems);
  if (document.contents === null) {
    throw new DefinitionError([{ place: { file, line: 1, column: 1 }, message: definitionMessages.empty() }]);
  }
  return {
    value: valueOf(document, placeAt),
    placeOf: (path) => placeAt(offsetOf(document, path, 'key')),
    placeOfValue: (path) => placeAt(offsetOf(document, path, 'value')),
  };
}

/** Duplicate keys are reported all; of other faults the first, since the rest mostly follow from it. */
function problemsOf(
  errors: readonly YAMLParseError[],
  placeAt: (offset: number) => SourcePlace,
  text: string,
): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  for (const error of errors) {
    const place = placeAt(error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') {
      const [subject = ''] = /^[^\s:]*/u.exec(text.slice(error.pos[0])) ?? [];
      problems.push({ place, message: definitionMessages.duplicateKey({ subject }) });
      continue;
    }
    const message =
      error.code === 'TAB_AS_INDENT'
        ? definitionMessages.tab()
        : definitionMessages.notYaml({ because: error.message });
    problems.push({ place, message });
    break;
  }
  return problems;
}

/** Aliases may make a small text into huge values; the library refuses that, and a reference to a later anchor. */
function valueOf(document: Document.Parsed, placeAt: (offset: number) => SourcePlace): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new DefinitionError([{ place: placeAt(0), message: definitionMessages.notYaml({ because }) }]);
  }
}

function offsetOf(document: Document.Parsed, path: DefinitionPath, of: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair: Pair | undefined = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined;
    const item = isSeq(node) ? node.items[Number(step)] : undefined;
    if (pair === undefined && item === undefined) return offset;
    node = pair === undefined ? item : pair.value;
    const start = startOf(node);
    offset = (pair === undefined || (of === 'value' && start !== undefined) ? start : startOf(pair.key)) ?? offset;
  }
  return offset;
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return isNode(node) ? node.range?.[0] : undefined;
}
