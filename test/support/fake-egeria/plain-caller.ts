/** Asks a platform without any client of ours in between: what comes back is what it answered. */
export interface PlainCaller {
  /** A path below the open metadata store, or one that begins with `/servers` or `/open-metadata`. */
  post(path: string, body?: unknown): Promise<PlainAnswer>;
  get(path: string): Promise<PlainAnswer>;
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; empty when it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Signs in as a user and calls on from there. */
export async function plainCaller(origin: string, userId = 'baseline', password = userId): Promise<PlainCaller> {
  const signIn = await fetch(`${origin}/api/token`, { method: 'POST', body: JSON.stringify({ userId, password }) });
  const headers = { authorization: `Bearer ${await signIn.text()}`, 'content-type': 'application/json' };
  const store = `/servers/store/open-metadata/access-services/open-metadata-store/users/${userId}`;
  const ask = async (path: string, init: RequestInit): Promise<PlainAnswer> => {
    const isWhole = /^\/(?:servers|open-metadata\/)/u.test(path);
    const response = await fetch(`${origin}${isWhole ? '' : store}${path}`, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
  return {
    post: async (path, body) =>
      ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    get: async (path) => ask(path, {}),
  };
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** The body that creates an element which is its own anchor. */
export function newElementBody(typeName: string, properties: Readonly<Record<string, string>>) {
  return {
    class: 'NewOpenMetadataElementRequestBody',
    typeName,
    isOwnAnchor: true,
    properties: { class: 'NewElementProperties', propertyValueMap: textValues(properties) },
  };
}

/** Texts as values of properties. */
export function textValues(properties: Readonly<Record<string, string>>) {
  const entries = Object.entries(properties).map(([name, primitiveValue]) => [name, textValue(primitiveValue)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function textValue(primitiveValue: string) {
  return { class: 'PrimitiveTypePropertyValue', typeName: 'string', primitiveValue };
}

/** The body that finds elements of a type by their qualified name. */
export function findByNameBody(typeName: string, name: string) {
  const condition = { property: 'qualifiedName', operator: 'EQ', value: textValue(name) };
  return {
    class: 'FindRequestBody',
    metadataElementTypeName: typeName,
    searchProperties: { class: 'SearchProperties', matchCriteria: 'ALL', conditions: [condition] },
  };
}
