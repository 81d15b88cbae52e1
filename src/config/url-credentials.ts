const inAuthority = /(?<before>\b[a-z][a-z0-9+.-]*:\/\/(?:\$\{[^{}]*\}|(?!\$\{)[^\s/?#:@])*:)(?<secret>[^\s/?#]+)@/giu;
const inQuery = /(?<before>[?&][^=&#\s]*(?:pass|pwd|secret|token|key)[^=&#\s]*=)(?<secret>[^&#\s]+)/giu;

/** The passwords and tokens that a URL carries, as they stand in it and decoded. */
export function credentialsIn(text: string): string[] {
  if (!text.includes('://')) return [];
  const found = [...text.matchAll(inAuthority), ...text.matchAll(inQuery)].map(
    (match) => match.groups?.['secret'] ?? '',
  );
  return [...new Set(found.flatMap((secret) => [secret, decoded(secret)]))];
}

/** A URL without its passwords and tokens; any other text as it is. */
export function withoutCredentials(text: string): string {
  if (!text.includes('://')) return text;
  return text.replaceAll(inAuthority, '$<before>@').replaceAll(inQuery, '$<before>');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
