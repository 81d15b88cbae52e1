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
  const order = orders(sequencingProperty)[sequencingOrder];
  return {
    startFrom,
    pageSize,
    isSequenced: order !== undefined,
    of: (all) => sequenced(all, order, sequencingOrder.endsWith('RECENT')).slice(startFrom, startFrom + pageSize),
  };
}

/** In their order; what comes last comes first where that is asked for, of one moment too. */
function sequenced<Listed extends Element | Relationship>(
  all: readonly Listed[],
  order: Order | undefined,
  isReversed: boolean,
): readonly Listed[] {
  if (order === undefined) return all;
  return (isReversed ? all.toReversed() : all).toSorted(order);
}

type Order = (one: Element | Relationship, other: Element | Relationship) => number;

function orders(property: string): Readonly<Record<string, Order>> {
  const by = (key: (one: Element | Relationship) => PropertyValue | undefined): Order => {
    return (one, other) => compare(key(one) ?? '', key(other) ?? '');
  };
  const created = by((one) => one.versions.createTime);
  const updated = by((one) => one.versions.updateTime ?? one.versions.createTime);
  const valued = by((one) => {
    return property === 'qualifiedName' && 'qualifiedName' in one ? one.qualifiedName : one.properties[property];
  });
  return {
    GUID: by((one) => one.guid),
    CREATION_DATE_OLDEST: created,
    CREATION_DATE_RECENT: (one, other) => created(other, one),
    LAST_UPDATE_OLDEST: updated,
    LAST_UPDATE_RECENT: (one, other) => updated(other, one),
    PROPERTY_ASCENDING: valued,
    PROPERTY_DESCENDING: (one, other) => valued(other, one),
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
