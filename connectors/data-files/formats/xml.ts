import sax from 'sax';

/** Hears of the parts of an XML document. Names come without their namespace's prefix. */
export interface XMLListener {
  opened?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  closed?(name: string): void;
  /** Whether enough has been heard. */
  isDone?(): boolean;
}

/** Reads the beginning of an XML document: until the listener has heard enough, the document ends or `limit` bytes are read. */
export async function readXML(pieces: AsyncIterable<Buffer>, limit: number, listener: XMLListener): Promise<void> {
  const parser = sax.parser(true, { trim: false });
  Object.assign(parser, {
    onopentag({ name, attributes }: { name: string; attributes: Record<string, string> }) {
      listener.opened?.(localName(name), attributes);
    },
    ontext: (text: string) => listener.text?.(text),
    oncdata: (text: string) => listener.text?.(text),
    onclosetag: (name: string) => listener.closed?.(localName(name)),
    onerror(error: Error) {
      throw error;
    },
  });
  const decoder = new TextDecoder();
  let read = 0;
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    read += piece.length;
    if (read >= limit || listener.isDone?.() === true) return;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
