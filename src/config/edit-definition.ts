import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isNode, isPair, isSeq, parse, parseDocument } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import type { JsonSchema } from './json-schema.ts';
import { readYaml } from './yaml-source.ts';

/** A connector that is to be written into a definition. */
export interface NewConnector {
  /** The URL marker of its integration service. */
  readonly service: string;
  readonly connectorName: string;
  readonly provider: string;
  /** As they are written: with references for secrets. */
  readonly configurationProperties: Readonly<Record<string, unknown>>;
}

/** The text of a definition with one connector. */
export function newDefinition(daemonName: string, connector: NewConnector): string {
  const document = new Document({
    name: daemonName,
    openMetadataStore: { type: 'sqlite', path: './open-metadata.db' },
    integrationServices: [serviceOf(connector)],
  });
  document.commentBefore = ' A daemon definition of egeria-integrate. Check it with: egeria-integrate validate';
  return document.toString({ lineWidth: 0 });
}

/**
 * The text of a definition with one connector more. Where that is possible it is put between the lines that are there, which
 * stay as they are; otherwise the whole is written anew, with its comments.
 *
 * @param file the file's name as people know it
 * @throws DefinitionError when the text is not YAML
 */
export function withConnector(text: string, file: string, connector: NewConnector): string {
  readYaml(text, file);
  const document = parseDocument(text);
  const services: unknown = document.get('integrationServices', true);
  const index = isSeq(services)
    ? services.items.findIndex((item) => isMap(item) && item.get('service') === connector.service)
    : -1;
  const path = index < 0 ? ['integrationServices'] : ['integrationServices', index, 'connectors'];
  const added = index < 0 ? serviceOf(connector) : connectorOf(connector);
  const spliced = withLines(text, document.getIn(path, true), added);
  sequenceAt(document, path).add(document.createNode(added));
  const isSpliced = spliced !== undefined && isDeepStrictEqual(parse(spliced), document.toJS());
  return isSpliced ? spliced : document.toString({ lineWidth: 0 });
}

/** The text with an item more after the last one of a list whose items stand on lines of their own. */
function withLines(text: string, list: unknown, added: object): string | undefined {
  if (!isSeq(list) || list.flow === true || list.items.length === 0 || list.range == null) return undefined;
  const [start] = list.range;
  const margin = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const end = contentEnd(list);
  if (margin.trim() !== '' || end === undefined) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const isLineStart = text[end - 1] === '\n';
  const lineEnd = isLineStart ? end : text.indexOf('\n', end) + 1;
  const before = lineEnd === 0 ? `${text}${newline}` : text.slice(0, lineEnd);
  const lines = new Document([added]).toString({ lineWidth: 0 }).trimEnd().split('\n');
  return `${before}${lines.map((line) => `${margin}${line}${newline}`).join('')}${lineEnd === 0 ? '' : text.slice(lineEnd)}`;
}

/** Where the content of a node ends, without the comments and blank lines that follow it. */
function contentEnd(node: unknown): number | undefined {
  if (isPair(node)) return contentEnd(node.value) ?? contentEnd(node.key);
  if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0) return contentEnd(node.items.at(-1));
  return isNode(node) ? node.range?.[1] : undefined;
}

/** The connector alone as YAML, to show what is added. */
export function connectorText(connector: NewConnector): string {
  return new Document({ integrationServices: [serviceOf(connector)] }).toString({ lineWidth: 0 });
}

/** A list of the definition, made where there is none; as a block, so that what is added stands on lines of its own. */
function sequenceAt(document: Document, path: readonly (string | number)[]): YAMLSeq {
  const there: unknown = document.getIn(path, true);
  if (isSeq(there)) {
    if (there.items.length === 0) there.flow = false;
    return there;
  }
  const made = document.createNode([]);
  made.flow = false;
  if (document.contents === null) document.contents = document.createNode({}) as YAMLMap;
  document.setIn(path, made);
  return made;
}

function serviceOf(connector: NewConnector): object {
  return { service: connector.service, connectors: [connectorOf(connector)] };
}

function connectorOf({ connectorName, provider, configurationProperties }: NewConnector): object {
  return { connectorName, provider, configurationProperties };
}

/** A setting that somebody typed: a text where one is wanted, else what YAML makes of it. */
export function settingValue(text: string, schema: JsonSchema | undefined): unknown {
  if (schema === undefined || schema.type === 'string') return text;
  try {
    return parse(text);
  } catch {
    return text;
  }
}
