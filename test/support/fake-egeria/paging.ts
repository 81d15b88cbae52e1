import type { Element, PropertyValue, Relationship } from '../../../src/metadata/element.ts';
import type { Json } from './element-json.ts';
import { repositoryCauses, repositoryFailure, wrongPageSize, wrongStart } from './exceptions.ts';
import type { Call } from './operation.ts';
import type { ResultsBody } from './request-bodies.ts';

/** Which stretch of a listing is asked for, in which order. */
export interface Page<Listed> {
  readonly startFrom: number;
  readonly pageSize: number;
  /** An order was asked for: all of it must be known before a page can be cut out. */
  readonly isSequenced: boolean;
  /** The page of what is listed. */
  of(all: readonly Listed[]): readonly Listed[];
}

/**
 * Reads the paging of a body; a page size of 0 is the greatest there is. Throws Egeria's exceptions of wrong ones, which
 * differ: listings of relationships give as much as is asked for, and fall over a start before the first.
 */
export function pageOf<Listed extends Element | Relationship>(
  body: Pick<ResultsBody, 'startFrom' | 'pageSize' | 'sequencingOrder' | 'sequencingProperty'>,
  call: Call,
  repositoryMethod?: string,
): Page<Listed> {
  const { startFrom, sequencingOrder = 'ANY', sequencingProperty = '' } = body;
  if (startFrom < 0) {
    throw repositoryMethod === undefined
      ? wrongStart(startFrom, call)
      : repositoryFailure(repositoryCauses.repositoryError, repositoryMethod, call);
  }
  const isTooLarge = body.pageSize > call.maxPageSize && repositoryMethod === undefined;
  if (body.pageSize < 0 || isTooLarge) {
    throw wrongPageSize(body.pageSize, call.maxPageSize, call);
  }
  const pageSize = body.pageSize === 0 ? call.maxPageSize : body.pageSize;
  const order = orders(sequencingProperty, call)[sequencingOrder];
  const isOddPage = call.shufflesTies && Math.floor(startFrom / pageSize) % 2 === 1;
  const isReversed = sequencingOrder.endsWith('RECENT') !== isOddPage;
  return {
    startFrom,
    pageSize,
    isSequenced: order !== undefined,
    of: (all) => sequenced(all, order, isReversed).slice(startFrom, startFrom + pageSize),
  };
}

/** What listed things are ordered by. */
interface Order {
  readonly key: (one: Element | Relationship) => PropertyValue | undefined;
  readonly isDescending?: boolean;
}

/** In their order, and what is equal in it as it comes, or the other way round. */
function sequenced<Listed extends Element | Relationship>(
  all: readonly Listed[],
  order: Order | undefined,
  isReversed: boolean,
): readonly Listed[] {
  if (order === undefined) return all;
  const keyed = all.map((one) => ({ one, key: order.key(one) ?? '' }));
  if (isReversed) keyed.reverse();
  const sign = order.isDescending === true ? -1 : 1;
  return keyed.toSorted((one, other) => sign * compare(one.key, other.key)).map(({ one }) => one);
}

function orders(property: string, { repository }: Pick<Call, 'repository'>): Readonly<Record<string, Order>> {
  const created: Order['key'] = ({ guid, versions }) =>
    repository.facts.of(guid)?.stamps.get(1)?.createTime ?? Date.parse(versions.createTime);
  const updated: Order['key'] = ({ versions }) => versions.updateTime ?? versions.createTime;
  const valued: Order['key'] = (one) =>
    property === 'qualifiedName' && 'qualifiedName' in one ? one.qualifiedName : one.properties[property];
  return {
    GUID: { key: ({ guid }) => guid },
    CREATION_DATE_OLDEST: { key: created },
    CREATION_DATE_RECENT: { key: created, isDescending: true },
    LAST_UPDATE_OLDEST: { key: updated },
    LAST_UPDATE_RECENT: { key: updated, isDescending: true },
    PROPERTY_ASCENDING: { key: valued },
    PROPERTY_DESCENDING: { key: valued, isDescending: true },
  };
}

function compare(one: PropertyValue, other: PropertyValue): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A list under its key; none at all when it is empty (recordings, "find nothing"). */
export function listJson(key: string, list: readonly Json[]): Json {
  return list.length === 0 ? {} : { [key]: list };
}
