import { ConfigurationError } from '../../messages/error-kinds.ts';
import type { Element } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { OpenMetadataStore, PropertyCondition, PropertyOperator } from '../../store/open-metadata-store.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';
import { entityType, propertyType, typedValue, typesBeneath } from './property-types.ts';

/** What is looked for; all of it must hold. */
export interface Search {
  /** Words that all occur in display name or description. Empty: whatever they are. */
  readonly text: string;
  readonly typeName: string | undefined;
  /** Conditions as people write them: `dataType=integer`. */
  readonly conditions: readonly string[];
  /** At most so many; all when absent. */
  readonly limit: number | undefined;
}

/**
 * The elements of the catalog that a search finds, in the order of their creation. When there are none, its words count as
 * the beginnings of words: who looks for `order` means `orders` too.
 *
 * @param onBeginnings is told the text that was looked for then, before the first element
 * @throws ConfigurationError for a type, a property or a value that cannot be
 */
export async function* findElements(
  { store }: Catalog,
  { text, typeName, conditions, limit }: Search,
  onBeginnings: (text: string) => void,
): AsyncIterable<Element> {
  if (typeName !== undefined) entityType(typeName);
  const query = {
    typeName,
    conditions: conditions.map((condition) => conditionOf(condition, typeName)),
    pageSize: limit,
  };
  let isFound = false;
  for await (const element of store.find({ ...query, text: text.trim() === '' ? undefined : text })) {
    isFound = true;
    yield element;
  }
  const beginnings = text.replaceAll(/(?<=[\p{L}\p{N}\p{M}])(?=\s|$)/gu, '*');
  if (isFound || beginnings === text) return;
  for await (const element of store.find({ ...query, text: beginnings })) {
    if (!isFound) onBeginnings(beginnings);
    isFound = true;
    yield element;
  }
}

const operators: Readonly<Record<string, PropertyOperator>> = {
  '=': 'EQ',
  '!=': 'NEQ',
  '<': 'LT',
  '<=': 'LTE',
  '>': 'GT',
  '>=': 'GTE',
  '~': 'LIKE',
};

function conditionOf(text: string, typeName: string | undefined): PropertyCondition {
  const { property, sign, value } =
    /^\s*(?<property>\w+)\s*(?<sign>!=|<=|>=|[=<>~])(?<value>.*)$/su.exec(text)?.groups ?? {};
  const operator = operators[sign ?? ''];
  if (property === undefined || operator === undefined || value === undefined) {
    throw new ConfigurationError(catalogMessages.notACondition({ subject: text }));
  }
  const type = propertyType(property, typesBeneath(typeName));
  if (value === '' && operator === 'EQ') return { property, operator: 'IS_NULL' };
  if (value === '' && operator === 'NEQ') return { property, operator: 'NOT_NULL' };
  if (operator === 'LIKE') return { property, operator, value: value.replaceAll('*', '%').replaceAll('?', '_') };
  const typed = typedValue(property, type, value);
  if (typeof typed !== 'object') return { property, operator, value: typed };
  throw new ConfigurationError(
    catalogMessages.notACondition({ subject: text, because: `${property} holds several values` }),
  );
}

const guidPattern = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu;

/** How many elements of one display name a refusal names. */
const named = 5;

/**
 * The element that a text stands for: its GUID, its qualified name, or a display name that no other element has.
 *
 * @throws ConfigurationError when there is none or several
 */
export async function elementFor(text: string, store: OpenMetadataStore): Promise<Element> {
  const byGuid = guidPattern.test(text) ? await store.element(asGuid(text)) : undefined;
  const found = byGuid ?? (await store.elementNamed(asQualifiedName(text)));
  if (found !== undefined) return found;
  const conditions = [{ property: 'displayName', operator: 'EQ', value: text }] as const;
  const candidates = await Array.fromAsync(store.find({ conditions, pageSize: named + 1 }));
  const [only] = candidates;
  if (only === undefined) throw new ConfigurationError(catalogMessages.noSuchElement({ subject: text }));
  if (candidates.length === 1) return only;
  const names = candidates.slice(0, named).map(({ typeName, qualifiedName }) => `${typeName} ${qualifiedName}`);
  const known = `${names.join(', ')}${candidates.length > named ? ' and more' : ''}`;
  throw new ConfigurationError(catalogMessages.severalElements({ subject: text, known }));
}
