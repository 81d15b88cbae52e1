import { isAscii, isUtf8 } from 'node:buffer';

/** The beginning of a text file. */
export interface DecodedText {
  readonly text: string;
  /** IANA's name. */
  readonly characterSet: string;
}

/**
 * Decodes the beginning of a text file: by its byte order mark, else as UTF-16 when every other byte is zero, as UTF-8
 * when it is valid, else as windows-1252. `undefined`: not a text.
 *
 * @param isWhole whether this is the whole file; otherwise its last character may be incomplete
 */
export function decodeText(head: Buffer, isWhole: boolean): DecodedText | undefined {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return decodeText8(head.subarray(3), isWhole);
  if (startsWith(head, [0xff, 0xfe])) return { text: utf16(head.subarray(2), 'utf-16le'), characterSet: 'UTF-16LE' };
  if (startsWith(head, [0xfe, 0xff])) return { text: utf16(head.subarray(2), 'utf-16be'), characterSet: 'UTF-16BE' };
  if (!head.includes(0)) return decodeText8(head, isWhole);
  if (zerosAt(head, 1)) return { text: utf16(head, 'utf-16le'), characterSet: 'UTF-16LE' };
  if (zerosAt(head, 0)) return { text: utf16(head, 'utf-16be'), characterSet: 'UTF-16BE' };
  return undefined;
}

function decodeText8(bytes: Buffer, isWhole: boolean): DecodedText | undefined {
  if (isAscii(bytes)) return bytes.includes(0) ? undefined : { text: bytes.toString('latin1'), characterSet: 'UTF-8' };
  const complete = isWhole ? bytes : bytes.subarray(0, endOfLastCharacter(bytes));
  if (isUtf8(complete)) return { text: complete.toString(), characterSet: 'UTF-8' };
  return { text: new TextDecoder('windows-1252').decode(bytes), characterSet: 'windows-1252' };
}

/** Leaves out a UTF-8 character that was cut off: it begins in the last three bytes. */
function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function utf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): string {
  return new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
}

/** Whether nearly every other byte, from `first` on, is zero and nearly no other is: Latin text in UTF-16. */
function zerosAt(head: Buffer, first: 0 | 1): boolean {
  const zeros = [0, 0];
  const looked = Math.min(head.length, 1_024);
  for (let index = 0; index < looked; index += 1) if (head[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const expected = zeros[first] ?? 0;
  const unexpected = zeros[1 - first] ?? 0;
  return expected > looked * 0.3 && unexpected < looked * 0.02;
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
