import { isUtf8 } from 'node:buffer';

/** A text that could have come out of percent-encoding: an escaped byte that is not ASCII, escaped itself any number of times. */
const LOOKS_ENCODED = /%(?:25)*[89A-F][0-9A-F]/u;

/**
 * The name of a file or folder as text, for qualified names and people. File systems keep bytes; a name that is UTF-8
 * stays as it is, and in any other the bytes that are not UTF-8 are percent-encoded (`caf%E9.csv`).
 *
 * Two different names never give one text: in an encoded name, and in one that looks like it, `%` becomes `%25`.
 */
export function fileNameText(name: Buffer): string {
  if (!isUtf8(name)) return encoded(name);
  const text = name.toString();
  return LOOKS_ENCODED.test(text) ? text.replaceAll('%', '%25') : text;
}

function encoded(name: Buffer): string {
  let text = '';
  for (let start = 0; start < name.length;) {
    const length = characterLength(name, start);
    if (length === 0) text += `%${name.toString('hex', start, start + 1).toUpperCase()}`;
    else text += name.toString('utf8', start, start + length).replace('%', '%25');
    start += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the UTF-8 character at `start` has; 0 when there is none. */
function characterLength(name: Buffer, start: number): number {
  for (let length = 1; length <= 4 && start + length <= name.length; length += 1) {
    if (isUtf8(name.subarray(start, start + length))) return length;
  }
  return 0;
}
