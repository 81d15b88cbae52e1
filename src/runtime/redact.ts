/** Hides secrets in whatever is put out, by their values and not by where they stand. */
export interface Redactor {
  /** Makes a value a secret; `name` stands for it from now on, such as `${env:ORDERS_PASSWORD}`. */
  add(value: string, name: string): void;
  /** The text with every secret replaced by its name. */
  redact(text: string): string;
}

/** Shorter values are no secrets worth the name, and hiding them would make texts unreadable. */
const shortestSecret = 4;

/** A redactor that knows no secret yet. Passwords in URLs are hidden whether they are known or not. */
export function createRedactor(): Redactor {
  const names = new Map<string, string>();
  let pattern: RegExp | undefined;
  return {
    add(value, name) {
      for (const form of formsOf(value)) if (!names.has(form)) names.set(form, name);
      // Longest first: a secret that contains another one is replaced whole.
      const forms = [...names.keys()].toSorted((one, other) => other.length - one.length);
      pattern = forms.length === 0 ? undefined : new RegExp(forms.map(escaped).join('|'), 'gu');
    },
    redact(text) {
      const known = pattern === undefined ? text : text.replaceAll(pattern, (form) => names.get(form) ?? form);
      return known.includes('://') ? known.replaceAll(urlPassword, '$<before>***@') : known;
    },
  };
}

/** Up to the last `@` before the path, as URL parsers read it; `${env:NAME}` is no password, and its colon parts nothing. */
const urlPassword =
  /(?<before>\b[a-z][a-z0-9+.-]*:\/\/(?:\$\{[^{}]*\}|(?!\$\{)[^\s/?#:@"'<>])*:)(?!\$\{)[^\s/?#"'<>]+@/giu;

/** The forms in which libraries and protocols repeat a value: as it is, and encoded for URLs, JSON and base64. */
function formsOf(secret: string): string[] {
  const values = new Set([secret, secret.trim(), ...secret.split('\n').map((line) => line.trim())]);
  const forms = [...values]
    .filter((value) => value.length >= shortestSecret)
    .flatMap((value) => [
      value,
      encodeURIComponent(value.toWellFormed()),
      encodeURI(value.toWellFormed()),
      new URLSearchParams({ '': value }).toString().slice(1),
      JSON.stringify(value).slice(1, -1),
      JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1),
      ...base64FormsOf(value),
    ]);
  return [...new Set(forms)];
}

/** As the whole of what was encoded, and as a part of it (`user:password` for HTTP) at each of the three alignments. */
function base64FormsOf(value: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    // Only the letters that depend on nothing but the value: those before and after also hold bits of what is around it.
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    const inner = bytes.toString('base64').slice(first, last);
    const whole = shift === 0 ? [bytes.toString('base64'), bytes.toString('base64url')] : [];
    return [...whole, inner, inner.replaceAll('+', '-').replaceAll('/', '_')].filter((form) => form.length >= 6);
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
