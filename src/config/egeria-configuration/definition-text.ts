import { Document, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { DefinitionPath } from '../yaml-source.ts';

/** A remark that stands in a definition, above the item of a list that it is about. */
export interface DefinitionComment {
  /** To the item; one whose index is that of the list's end stands below the list. */
  readonly path: DefinitionPath;
  readonly text: string;
}

/** Columns that a comment takes at most, without its margin. */
const commentWidth = 100;

/**
 * The YAML text of a definition with comments in it.
 *
 * @param head stands above everything
 */
export function definitionText(
  definition: object,
  head: readonly string[],
  comments: readonly DefinitionComment[],
): string {
  const document = new Document(definition);
  document.commentBefore = commentText(head);
  for (const [key, lines] of commentsByPlace(comments)) {
    const path = JSON.parse(key) as (string | number)[];
    const node = path.length === 0 ? undefined : document.getIn(path, true);
    const list: unknown = document.getIn(path.slice(0, -1), true);
    if (isNode(node)) node.commentBefore = commentText(lines);
    else if (isSeq(list) && list.items.length > 0) list.comment = commentText(lines);
    else document.comment = commentText(lines);
  }
  blankLines(document);
  return document.toString({ lineWidth: 0 });
}

function commentsByPlace(comments: readonly DefinitionComment[]): Map<string, string[]> {
  const byPlace = new Map<string, string[]>();
  for (const { path, text } of comments) {
    const key = JSON.stringify(path);
    byPlace.set(key, [...(byPlace.get(key) ?? []), text]);
  }
  return byPlace;
}

/** Connectors with comments are easier to tell apart with a blank line above. */
function blankLines(document: Document): void {
  const services: unknown = document.get('integrationServices', true);
  for (const service of isSeq(services) ? services.items : []) {
    const connectors: unknown = isMap(service) ? service.get('connectors', true) : undefined;
    for (const [index, connector] of (isSeq(connectors) ? connectors.items : []).entries()) {
      if (index > 0 && isNode(connector) && !isScalar(connector)) connector.spaceBefore = true;
    }
  }
}

/** Texts as the lines of a comment: none can end it early, whatever is in it. */
function commentText(texts: readonly string[]): string {
  return texts.flatMap((text) => wrapped(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))).join('\n');
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length > commentWidth) {
      lines.push(line);
      // What goes on is indented, so that the next remark can be seen to begin.
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
