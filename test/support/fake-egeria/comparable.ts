/** What a recording left out. */
const LEFT_OUT = '(text left out)';

/** Keys whose values change from run to run, and texts that are not part of the recordings. */
const VARYING = new Set([
  'requestId',
  'lastRequestId',
  'relationshipGUID',
  'timestamp',
  'archiveDate',
  'createTime',
  'updateTime',
  'mermaidGraph',
  'exceptionErrorMessage',
  'exceptionSystemAction',
  'exceptionUserAction',
]);

/** Descriptions of types, which recordings never hold. */
const NEVER_RECORDED = new Set([
  'description',
  'typeDescription',
  'attributeDescription',
  'descriptionGUID',
  'descriptionWiki',
  'attributeDescriptionGUID',
]);

/** Lists whose order means something. */
const ORDERED = new Set(['superTypeNames', 'exceptionErrorMessageParameters', 'maintainedBy']);

/** What tells a run of live tests from others in the names that it gives. */
const ANY_RUN = /(?:recording::|live-)[0-9a-f]{8}\b/gu;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

const OWN_GUID = /[A-Z]\w+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** What is in all names of a recording, and told it from others. */
const NAMES = /\b(?:70fd90d2|cff34c73|a5ddaac8|be44dc5a)\b/gu;

/**
 * Recorded and answered bodies in a form in which they can be compared: GUIDs of the recording become those of this
 * run, what changes from run to run is masked, and lists that come in the order of a hash table are sorted.
 */
export class Comparable {
  /** GUIDs of this run by those of the recording. */
  readonly #guids = new Map<string, string>();
  readonly #run: string | undefined;

  /** @param run four hexadecimal digits for the names of this run; as recorded when absent */
  constructor(run?: string) {
    this.#run = run;
  }

  /** A GUID of the recording is from now on this one. */
  learn(recorded: unknown, answered: unknown): void {
    if (typeof recorded === 'string' && typeof answered === 'string') this.#guids.set(recorded, answered);
  }

  /** A recorded path or body as this run sends it. */
  translated(text: string): string {
    return this.#named(text).replaceAll(OWN_GUID, (guid) => this.#guids.get(guid) ?? this.#chosen(guid));
  }

  /** What was recorded, with the names and GUIDs of this run. */
  recorded(body: unknown): unknown {
    const text = this.#named(JSON.stringify(body)).replaceAll(OWN_GUID, (guid) => this.#guids.get(guid) ?? guid);
    return this.#masked(JSON.parse(text), '');
  }

  #named(text: string): string {
    const run = this.#run;
    return run === undefined ? text : text.replaceAll(NAMES, (name) => name.slice(0, -4) + run);
  }

  /** A GUID that the request itself chooses, as that of an archive does, or one that nobody has. */
  #chosen(guid: string): string {
    const chosen = this.#run === undefined ? guid : guid.slice(0, -4) + this.#run;
    this.#guids.set(guid, chosen);
    return chosen;
  }

  /** What was answered; where the recording left a text out, so does this. What other runs left is left out, too. */
  answered(body: unknown, recorded: unknown): unknown {
    return this.#masked(withoutLeftOut(this.#withoutOthers(body), recorded), '');
  }

  #withoutOthers(value: unknown): unknown {
    if (this.#run === undefined || typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) {
      const entries = Object.entries(value).map(([key, each]) => [key, this.#withoutOthers(each)] as const);
      return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
    }
    const own = value.filter((item) => !this.#isOthers(asText(item)));
    // A server answers with no list where it would be empty.
    return own.length < value.length && own.length === 0 ? undefined : own.map((item) => this.#withoutOthers(item));
  }

  #isOthers(text: string): boolean {
    const names = Array.from(text.matchAll(ANY_RUN), ([name]) => name);
    return names.length > 0 && names.every((name) => !name.endsWith(String(this.#run)));
  }

  #masked(value: unknown, key: string): unknown {
    if (VARYING.has(key)) return '<varying>';
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#masked(item, ''));
      return ORDERED.has(key) ? items : items.toSorted((one, other) => (asText(one) < asText(other) ? -1 : 1));
    }
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(withoutOwnCollection(value)).map(([name, each]) => [
        name,
        this.#masked(each, name),
      ]);
      const { createdBy, ...rest } = Object.fromEntries(entries) as Record<string, unknown>;
      // Who made a type, in which our data of types has no part.
      return createdBy === undefined || String(rest['class']).endsWith('Def') ? rest : { ...rest, createdBy };
    }
    if (typeof value !== 'string') return value;
    // A map printed by Java, in the order of a hash table.
    if (/^\{.*\}$/u.test(value)) return value.slice(1, -1).split(', ').toSorted().join(', ');
    const known = new Set(this.#guids.values());
    return value.replaceAll(OWN_GUID, (guid) => (known.has(guid) ? guid : '<guid>'));
  }
}

/** Every server has a metadata collection of its own, whose GUID it makes when it is configured. */
function withoutOwnCollection(value: object): object {
  const { homeMetadataCollectionName: name, homeMetadataCollectionId: guid } = value as Record<string, unknown>;
  const isOwn = name === 'store' && typeof guid === 'string' && UUID.test(guid);
  return isOwn ? { ...value, homeMetadataCollectionId: '<collection of the server>' } : value;
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** Puts the recording's mark where it left a text out, and leaves out keys that recordings never hold. */
function withoutLeftOut(answered: unknown, recorded: unknown): unknown {
  if (recorded === LEFT_OUT) return LEFT_OUT;
  if (Array.isArray(answered)) {
    const beside: readonly unknown[] = Array.isArray(recorded) ? recorded : [];
    return answered.map((each, index) => withoutLeftOut(each, beside[index]));
  }
  if (!isRecord(answered)) return answered;
  const beside = isRecord(recorded) ? recorded : {};
  const entries = Object.entries(answered).map(([key, value]) => [key, withoutLeftOut(value, beside[key])] as const);
  return Object.fromEntries(entries.filter(([key, value]) => !NEVER_RECORDED.has(key) || typeof value !== 'string'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
