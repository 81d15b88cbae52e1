import { classificationWrites } from './classifications.ts';
import type { Operation } from './operation.ts';
import { elementReads } from './read-elements.ts';
import { relationshipReads } from './read-relationships.ts';
import { relationshipWrites } from './relationships.ts';
import { elementRemovals } from './remove-elements.ts';
import { typeReads } from './type-gallery.ts';
import { elementWrites } from './write-elements.ts';

/** What can be asked of the open metadata store, the more particular paths first. */
const operations: readonly Operation[] = [
  ...typeReads,
  ...elementWrites,
  ...elementRemovals,
  ...classificationWrites,
  ...relationshipWrites,
  ...relationshipReads,
  ...elementReads,
];

const patterns = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));

/** Where a path leads within the store: to a server's open metadata store, directly or through a view server. */
export interface Route {
  readonly server: string;
  /** As the path says; through a view server the token tells. */
  readonly user: string | undefined;
  /** What answers there, as Egeria names it. */
  readonly service: string;
  readonly viaView: boolean;
  readonly operation: Operation | undefined;
  /** The path is one, for another method. */
  readonly isOtherMethod: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

const bases = [
  {
    pattern:
      /^\/servers\/(?<server>[^/]+)\/open-metadata\/access-services\/open-metadata-store\/users\/(?<user>[^/]+)(?<rest>\/.*)$/u,
    service: 'Open Metadata Store Services',
    viaView: false,
  },
  {
    pattern: /^\/servers\/(?<server>[^/]+)\/api\/open-metadata\/metadata-expert(?<rest>\/.*)$/u,
    service: 'Metadata Expert API',
    viaView: true,
  },
];

/** Finds what a method and a path (without its query) are for; `undefined` when they lead to no open metadata store. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const { pattern, service, viaView } of bases) {
    const found = pattern.exec(path)?.groups;
    if (found === undefined) continue;
    const { server = '', user, rest = '' } = found;
    const matching = patterns.flatMap(({ operation, pattern: own }) => {
      const parameters = own.exec(rest)?.groups;
      return own.test(rest) ? [{ operation, parameters: decoded(parameters ?? {}) }] : [];
    });
    const match = matching.find((each) => each.operation.method === method);
    return {
      server: decodeURIComponent(server),
      user: user === undefined ? undefined : decodeURIComponent(user),
      service,
      viaView,
      operation: match?.operation,
      isOtherMethod: match === undefined && matching.length > 0,
      parameters: match?.parameters ?? {},
    };
  }
  return undefined;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/gu, '(?<$1>[^/]+)')}$`, 'u');
}

function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]));
}
