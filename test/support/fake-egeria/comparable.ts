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

/** Lists whose order means something. */
const ORDERED = new Set(['superTypeNames', 'exceptionErrorMessageParameters', 'maintainedBy']);

const OWN_GUID = /[A-Z]\w+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/**
 * Recorded and answered bodies in a form in which they can be compared: GUIDs of the recording become those of this
 * run, what changes from run to run is masked, and lists that come in the order of a hash table are sorted.
 */
export class Comparable {
  /** GUIDs of this run by those of the recording. */
  readonly #guids = new Map<string, string>();

  /** A GUID of the recording is from now on this one. */
  learn(recorded: unknown, answered: unknown): void {
    if (typeof recorded === 'string' && typeof answered === 'string') this.#guids.set(recorded, answered);
  }

  /** A text of the recording as this run says it: a path or a body. */
  translated(text: string): string {
    return text.replaceAll(OWN_GUID, (guid) => this.#guids.get(guid) ?? guid);
  }

  /** What was recorded, with the GUIDs of this run. */
  recorded(body: unknown): unknown {
    return this.#masked(JSON.parse(this.translated(JSON.stringify(body))), '');
  }

  /** What was answered; where the recording left a text out, so does this. */
  answered(body: unknown, recorded: unknown): unknown {
    return this.#masked(withoutLeftOut(body, recorded), '');
  }

  #masked(value: unknown, key: string): unknown {
    if (VARYING.has(key)) return '<varying>';
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#masked(item, ''));
      return ORDERED.has(key) ? items : items.toSorted((one, other) => (asText(one) < asText(other) ? -1 : 1));
    }
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(([name, each]) => [name, this.#masked(each, name)]);
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

function asText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** Puts the recording's mark where it left a text out, and leaves out keys that recordings never hold. */
function withoutLeftOut(answered: unknown, recorded: unknown): unknown {
  if (recorded === LEFT_OUT) return LEFT_OUT;
  if (Array.isArray(answered) && Array.isArray(recorded)) {
    return answered.map((each, index) => withoutLeftOut(each, recorded[index]));
  }
  if (!isRecord(answered)) return answered;
  const beside = isRecord(recorded) ? recorded : {};
  const entries = Object.entries(answered).map(([key, value]) => [key, withoutLeftOut(value, beside[key])]);
  return Object.fromEntries(entries.filter(([key, value]) => key !== 'description' || typeof value !== 'string'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
