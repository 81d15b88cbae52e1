import type { Message } from '../messages/message.ts';
import type { StatedElement, StatedRelationship } from '../metadata/element.ts';
import {
  checkClassification,
  checkEntityProperties,
  checkStatedRelationship,
  singleEnds,
} from '../metadata/types/check-element.ts';
import type { TypeProblem } from '../metadata/types/type-problem.ts';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { Account } from '../report/account.ts';
import { messages } from './messages.ts';

/** What checking needs. */
export interface CheckInput {
  readonly account: Account;
  /** The integration service, for the message. */
  readonly serviceName: string;
  /** Whether the integration service's connectors may catalog this type. */
  readonly mayCatalog: (typeName: string) => boolean;
}

/** Lets those elements pass that fit the types and the integration service; the others are refused, and counted. */
export async function* check(
  arrays: AsyncIterable<readonly StatedElement[]>,
  input: CheckInput,
): AsyncIterable<readonly StatedElement[]> {
  const passes = elementChecker(input);
  for await (const array of arrays) {
    const passed = array.filter((stated) => passes(stated));
    if (passed.length > 0) yield passed;
  }
}

function elementChecker({ account, serviceName, mayCatalog }: CheckInput): (stated: StatedElement) => boolean {
  const problemOf = problemFinder();
  const catalogued = new Set<string>();
  const isCatalogued = (typeName: string): boolean => {
    if (catalogued.has(typeName)) return true;
    if (!mayCatalog(typeName)) return false;
    catalogued.add(typeName);
    return true;
  };
  const refuse = (stated: StatedElement, message: Message): false => {
    account.invalidate();
    account.note('refused', message, stated.qualifiedName);
    account.listener.element?.({
      action: 'refuse',
      typeName: stated.typeName,
      qualifiedName: stated.qualifiedName,
      reason: message.text,
    });
    return false;
  };
  return (stated) => {
    const problem = problemOf(stated);
    if (problem !== undefined) return refuse(stated, messages.invalidRecord({ problem }));
    if (!isCatalogued(stated.typeName)) {
      return refuse(stated, messages.typeNotCatalogued({ service: serviceName, type: stated.typeName }));
    }
    if (stated.relationships.length > 1) warnOfSingleEnds(stated, account);
    return true;
  };
}

/** Warns of more relationships than an end's cardinality foresees; a legal third party may have them. */
function warnOfSingleEnds(stated: StatedElement, account: Account): void {
  const others = new Map<string, Set<string>>();
  for (const { typeName, toEnd, to } of stated.relationships) {
    const { end1, end2 } = singleEnds(typeName);
    if (!(toEnd === 1 ? end1 : end2)) continue;
    const known = others.get(typeName) ?? new Set();
    others.set(typeName, known.add(to));
  }
  for (const [relationship, known] of others) {
    if (known.size > 1) account.note('warning', messages.manyAtSingleEnd({ relationship }), stated.qualifiedName);
  }
}

/** What is wrong with an element, as a sentence without its full stop. */
function problemFinder(): (stated: StatedElement) => string | undefined {
  // What the last element lies beneath, itself at the end: most that comes next lies beneath one of these.
  const line: StatedElement[] = [];
  const typeInLine = (name: string): string | undefined => line.findLast((one) => one.qualifiedName === name)?.typeName;
  const relationshipProblem = (stated: StatedElement, one: StatedRelationship): TypeProblem | undefined => {
    const declared = typeRegistry().relationship(one.typeName);
    // What is not in line counts as right for now: it was stated long before, is stated later, or the store has it.
    const other = typeInLine(one.to) ?? (one.toEnd === 1 ? declared?.end1.type : declared?.end2.type) ?? '';
    return checkStatedRelationship(stated.typeName, one, other);
  };
  return (stated) => {
    if (!isName(stated.qualifiedName)) return 'its qualifiedName is empty, or no text that a store can hold';
    const above = stated.parent?.to;
    while (line.length > 0 && line.at(-1)?.qualifiedName !== above) line.pop();
    line.push(stated);
    const problem =
      checkEntityProperties(stated.typeName, stated.properties) ??
      (stated.parent && relationshipProblem(stated, stated.parent));
    if (problem !== undefined) return problem.message;
    for (const one of stated.relationships) {
      const found = relationshipProblem(stated, one);
      if (found !== undefined) return found.message;
    }
    for (const one of stated.classifications) {
      const found = checkClassification(stated.typeName, one.typeName, one.properties);
      if (found !== undefined) return found.message;
    }
    return undefined;
  };
}

/** Of connectors that are not type-checked, a name may be anything. */
function isName(name: unknown): boolean {
  return typeof name === 'string' && name !== '' && name.isWellFormed() && !name.includes('\0');
}
