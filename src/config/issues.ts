import type { z } from 'zod';
import { definitionMessages } from './messages.ts';
import type { Facts, Message } from '../messages/message.ts';
import { nearestName } from '../metadata/types/nearest-name.ts';
import type { DefinitionProblem, SourcePlace } from './definition-error.ts';
import { isSecretAt, keysAt } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { valueAt } from './value-at.ts';

type Issue = z.core.$ZodIssue;

/** What was checked, and where its parts stand in the definition. */
export interface CheckedValue {
  readonly value: unknown;
  readonly schema: JsonSchema;
  /** Where the key of a path stands; for a path without one, the nearest place above. */
  readonly placeOf: (path: readonly PropertyKey[]) => SourcePlace;
  readonly placeOfValue: (path: readonly PropertyKey[]) => SourcePlace;
  /** Whether a value is shown to nobody, beside those that the schema marks as secrets. */
  readonly isHidden?: (path: readonly PropertyKey[]) => boolean;
}

/** Turns what a schema finds wrong into problems that name the place, the key and the nearest right one. */
export function problemsOfIssues(issues: readonly Issue[], checked: CheckedValue): DefinitionProblem[] {
  const misspelt = new Set<string>();
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey([...issue.path, key], checked, misspelt))
      : [],
  );
  const others = issues.flatMap((issue) => {
    const value = valueAt(checked.value, issue.path);
    // A key that is misspelt is not missing as well.
    const isSaid = issue.code === 'unrecognized_keys' || (value === undefined && misspelt.has(pathText(issue.path)));
    if (isSaid) return [];
    const place = value === undefined ? checked.placeOf(issue.path) : checked.placeOfValue(issue.path);
    return [{ place, message: messageOf(issue, value, checked) }];
  });
  return [...unknown, ...others];
}

function pathText(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** Notes in `misspelt` the path that was most likely meant. */
function unknownKey(path: readonly PropertyKey[], checked: CheckedValue, misspelt: Set<string>): DefinitionProblem {
  const key = String(path.at(-1));
  const known = keysAt(checked.schema, path.slice(0, -1));
  const nearest = nearestName(key, known);
  if (nearest !== undefined) misspelt.add(pathText([...path.slice(0, -1), nearest]));
  const facts = { subject: key, nearest, known: nearest === undefined ? known.join(', ') || undefined : undefined };
  return { place: checked.placeOf(path), message: definitionMessages.unknownKey(facts) };
}

function messageOf(issue: Issue, value: unknown, { schema, isHidden }: CheckedValue): Message {
  const subject = keyOf(issue.path);
  const expected = expectationOf(issue);
  if (value === undefined) return definitionMessages.missingKey({ subject, expected });
  const hidden = isSecretAt(schema, issue.path) || isHidden?.(issue.path) === true;
  const found = hidden ? undefined : wordsFor(value, expected);
  const facts: Facts = { subject, expected, found, nearest: nearestOption(issue, value) };
  if (issue.path.at(-1) === 'service' && issue.code === 'invalid_value' && typeof value === 'string') {
    return definitionMessages.unknownService({ subject: value, nearest: facts['nearest'] });
  }
  return definitionMessages.wrongValue(expected === undefined ? { ...facts, because: issue.message } : facts);
}

/** The last name of a path, with the index of a list item: `catalogTargets[1]`. */
function keyOf(path: readonly PropertyKey[]): string {
  const names = path.findLastIndex((step) => typeof step !== 'number');
  const indexes = path.slice(names + 1).map((index) => `[${String(index)}]`);
  return `${names < 0 ? 'the definition' : String(path[names])}${indexes.join('')}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

const formatWords: Readonly<Record<string, string>> = {
  url: 'a URL',
  datetime: 'a time such as 2026-11-23T06:00:00Z',
  date: 'a day such as 2026-11-23',
  email: 'an e-mail address',
};

/** What the value must be, in words; `undefined` when only the issue's own message says. */
function expectationOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formatWords[issue.format] ?? (issue.format === 'regex' ? undefined : `a valid ${issue.format}`);
    case 'too_small':
      return boundWords(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return boundWords(issue.origin, 'at most', issue.maximum);
    case 'invalid_union':
      return unionExpectation(issue);
    default:
      return undefined;
  }
}

function boundWords(origin: string, bound: string, limit: number | bigint): string {
  if (bound === 'at least' && Number(limit) === 1 && origin === 'string') return 'a text that is not empty';
  const units: Readonly<Record<string, string>> = { string: ' characters long', array: ' items long' };
  return `${bound} ${limit}${units[origin] ?? ''}`;
}

function unionExpectation(issue: z.core.$ZodIssueInvalidUnion): string | undefined {
  const options = optionsOf(issue);
  if (options.length > 0) return `one of ${options.join(', ')}`;
  const words = issue.errors.map(([first]) => (first === undefined ? undefined : expectationOf(first)));
  const known = [...new Set(words)].filter((each) => each !== undefined);
  return known.length === 0 ? undefined : known.join(' or ');
}

/** The values of the key by which the alternatives of a union are told apart. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

function nearestOption(issue: Issue, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (issue.code === 'invalid_value') return nearestName(value, issue.values.map(String));
  return issue.code === 'invalid_union' ? nearestName(value, optionsOf(issue)) : undefined;
}

const longestFound = 60;

function wordsFor(value: unknown, expected: string | undefined): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') {
    return `the text "${value.length > longestFound ? `${value.slice(0, longestFound)}…` : value}"`;
  }
  const words = typeof value === 'number' ? `the number ${value}` : JSON.stringify(value);
  return expected === typeWords['string'] ? `${words} (as a text it stands in quotes)` : words;
}
