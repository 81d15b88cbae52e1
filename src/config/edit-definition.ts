import { Document, isMap, isSeq, parse, parseDocument } from 'yaml';
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
 * The text of a definition with one connector more; comments and whatever else is there stay.
 *
 * @param file the file's name as people know it
 * @throws DefinitionError when the text is not YAML
 */
export function withConnector(text: string, file: string, connector: NewConnector): string {
  readYaml(text, file);
  const document = parseDocument(text);
  const services = sequenceAt(document, ['integrationServices']);
  const index = services.items.findIndex((item) => isMap(item) && item.get('service') === connector.service);
  if (index < 0) {
    services.add(document.createNode(serviceOf(connector)));
  } else {
    const connectors = sequenceAt(document, ['integrationServices', index, 'connectors']);
    connectors.add(document.createNode(connectorOf(connector)));
  }
  return document.toString({ lineWidth: 0, indentSeq: !/^integrationServices:[ \t]*(?:#.*)?\n-/mu.test(text) });
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
