/** What the system says of something that is not there, leads nowhere or has become a folder, a pipe or a socket. */
const VANISHED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ESTALE', 'EISDIR', 'ENXIO', 'ESPIPE']);

/** Whether the error says that something is not there, or no longer what it was when it was found. */
export function hasVanished(error: unknown): boolean {
  return VANISHED.has(systemErrorCode(error) ?? '');
}

/** The code that the operating system gave: `EACCES`. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
