import type { Relationship } from '../../../metadata/element.ts';
import { keepHeapSmall } from '../../../runtime/heap.ts';
import type { EgeriaClient, RemoteElement } from '../egeria-client.ts';

/** How far a listing of some types is: which of them, and from which of its elements or relationships. */
export interface Position {
  readonly step: number;
  readonly startFrom: number;
}

/** What is listed, type after type. */
export interface ListedTypes {
  readonly entityTypes: readonly string[];
  readonly relationshipTypes: readonly string[];
  /** Milliseconds: only what was created since, last first; `undefined`: everything. */
  readonly since: number | undefined;
}

/** A page of elements or of relationships. */
export interface ListedPage {
  readonly position: Position;
  readonly typeName: string;
  readonly elements: readonly RemoteElement[];
  readonly relationships: readonly Relationship[];
  readonly next: Position;
}

interface Answer extends Pick<ListedPage, 'elements' | 'relationships'> {
  /** No page of this type that has anything follows. */
  readonly isLast: boolean;
  /** It holds as much as was asked for: the next page is not empty, as a rule. */
  readonly isFull: boolean;
}

/**
 * Lists types page by page. The next page is asked for while one is worked on, and when that is done the one after it as
 * well: a server has several processors, and two at once take half the time (6.1 with PostgreSQL). After a short page that
 * is the next type: a short page is not the last, but nothing follows as a rule. What is new is listed after a bulk load,
 * which leaves no memory for two.
 *
 * @param pages at most so many
 */
export async function* listedPages(
  client: EgeriaClient,
  types: ListedTypes,
  from: Position,
  pages: number,
): AsyncGenerator<ListedPage> {
  const steps = [...types.entityTypes, ...types.relationshipTypes];
  const asked = new Map<string, Promise<Answer>>();
  const ask = async (position: Position): Promise<Answer> => {
    const answer = asked.get(keyOf(position)) ?? answerOf(client, types, position);
    asked.set(keyOf(position), answer);
    return answer;
  };
  const askAhead = (position: Position): void => {
    // A failure ahead is thrown when its turn comes.
    if (position.step < steps.length) ask(position).catch(() => undefined);
  };
  let position = from;
  for (let left = pages; left > 0 && position.step < steps.length; left -= 1) {
    const { elements, relationships, isLast, isFull } = await ask(position);
    const page = (count: number) => pageAfter(position, count * client.maxPageSize);
    const type = (count: number) => typeAfter(position, count);
    const [next, afterNext] = isLast ? [type(1), type(2)] : [page(1), isFull ? page(2) : type(1)];
    if (left > 1) askAhead(next);
    if (isFull) keepHeapSmall();
    for (const done of [position, ...(isLast ? [page(1), page(2)] : [])]) asked.delete(keyOf(done));
    yield { position, typeName: steps[position.step] ?? '', elements, relationships, next };
    if (left > 2 && types.since === undefined) askAhead(afterNext);
    position = next;
  }
}

function keyOf({ step, startFrom }: Position): string {
  return `${step} ${startFrom}`;
}

function pageAfter({ step, startFrom }: Position, elements: number): Position {
  return { step, startFrom: startFrom + elements };
}

function typeAfter({ step }: Position, count: number): Position {
  return { step: step + count, startFrom: 0 };
}

async function answerOf(client: EgeriaClient, types: ListedTypes, { step, startFrom }: Position): Promise<Answer> {
  const { entityTypes, relationshipTypes, since } = types;
  const page = {
    startFrom,
    pageSize: client.maxPageSize,
    ...(since === undefined ? {} : { order: 'newest first' as const }),
  };
  const isOld = ({ versions }: RemoteElement | Relationship): boolean =>
    since !== undefined && Date.parse(versions.createTime) < since;
  if (step < entityTypes.length) {
    const { elements, isEnd } = await client.listElements(
      { typeName: entityTypes[step] ?? '', forLineage: true },
      page,
    );
    const isFull = elements.length >= page.pageSize;
    return { elements, relationships: [], isLast: isEnd || elements.some(isOld), isFull };
  }
  const relationships = await client.listRelationships(relationshipTypes[step - entityTypes.length] ?? '', page);
  const isLast = relationships.length === 0 || relationships.some(isOld);
  return { elements: [], relationships, isLast, isFull: relationships.length >= page.pageSize };
}
