import { Buffer } from 'node:buffer';
import { DamagedContent } from '../../connectors/data-files/formats/structure.ts';
import type { ReadableContent } from '../../connectors/data-files/formats/structure.ts';

const HEAD = 64 * 1024;

/** Content that is in memory, for readers that need no file. `lengthsRead` keeps what was read beside the head. */
export function readableContent(
  content: string | Uint8Array,
  extension = '',
): ReadableContent & { readonly lengthsRead: number[] } {
  const bytes = Buffer.from(content);
  const lengthsRead: number[] = [];
  return {
    size: bytes.length,
    extension,
    fileDescriptor: -1,
    head: bytes.subarray(0, HEAD),
    lengthsRead,
    read(position, length) {
      lengthsRead.push(length);
      return bytes.subarray(position, position + length);
    },
  };
}

/** Whether reading ends, with a structure or because the content is damaged; any other error is thrown. */
export function endsWell(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof DamagedContent) return true;
    throw error;
  }
}
