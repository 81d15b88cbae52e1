import { serverOperations } from './archives.ts';
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

const patternsOf = (list: readonly Operation[]) =>
  list.map((operation) => ({ operation, pattern: patternOf(operation.path) }));

const storePatterns = patternsOf(operations);

/** What a path leads to: the store itself, the store through a view server, or the operating of a server. */
export type RouteKind = 'store' | 'view' | 'operations';

/** Where a path leads. */
export interface Route {
  readonly kind: RouteKind;
  readonly server: string;
  /** As the path says; elsewhere the token tells. */
  readonly user: string | undefined;
  readonly operation: Operation | undefined;
  /** The path is one, for another method. */
  readonly isOtherMethod: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

const bases = [
  {
    kind: 'store',
    pattern:
      /^\/servers\/(?<server>[^/]+)\/open-metadata\/access-services\/open-metadata-store\/users\/(?<user>[^/]+)(?<rest>\/.*)$/u,
    patterns: storePatterns,
  },
  {
    kind: 'view',
    pattern: /^\/servers\/(?<server>[^/]+)\/api\/open-metadata\/metadata-expert(?<rest>\/.*)$/u,
    patterns: storePatterns,
  },
  {
    // Of a view server, types are another service's.
    kind: 'view',
    pattern: /^\/servers\/(?<server>[^/]+)\/api\/open-metadata\/valid-metadata(?<rest>\/.*)$/u,
    patterns: patternsOf(typeReads),
  },
  {
    kind: 'operations',
    pattern: /^\/open-metadata\/server-operations\/servers\/(?<server>[^/]+)(?<rest>\/.*)$/u,
    patterns: patternsOf(serverOperations),
  },
] as const;

/** Finds what a method and a path (without its query) are for; `undefined` when there is nothing of the kind. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const { kind, pattern, patterns } of bases) {
    const found = pattern.exec(path)?.groups;
    if (found === undefined) continue;
    const { server = '', user, rest = '' } = found;
    const matching = patterns.flatMap(({ operation, pattern: own }) => {
      const parameters = own.exec(rest)?.groups;
      return own.test(rest) ? [{ operation, parameters: decoded(parameters ?? {}) }] : [];
    });
    const match = matching.find((each) => each.operation.method === method);
    return {
      kind,
      server: decodeURIComponent(server),
      user: user === undefined ? undefined : decodeURIComponent(user),
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
