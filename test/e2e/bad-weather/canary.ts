/** A secret with the signs that URLs, JSON, YAML and SQL write otherwise. It is no part of any name or text. */
export const canary = `C4nary/s3cr%t:"x'@`;

/** Every form in which it might slip out. */
const forms = [
  canary,
  encodeURIComponent(canary),
  encodeURI(canary),
  JSON.stringify(canary).slice(1, -1),
  Buffer.from(canary).toString('base64').replace(/=*$/u, ''),
  Buffer.from(canary).toString('base64url'),
  // What is left of it when something takes it for a URL.
  'C4nary',
  's3cr',
];

/** The forms of the secret that a text holds; there should be none. */
export function secretsIn(text: string): string[] {
  return forms.filter((form) => text.includes(form));
}
