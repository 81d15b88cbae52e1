import { completedJSON } from './formats/json-text.ts';

/**
 * Whether a file of this type (one of Egeria's file types) begins so, where the type has a signature that is clear
 * enough. A zip file counts as what it packs, when that shows.
 */
export function isRecognized(fileType: string, head: Buffer): boolean {
  return SIGNATURES[fileType]?.(head) ?? false;
}

/** Whether the file type has a signature. */
export function hasSignature(fileType: string): boolean {
  return Object.hasOwn(SIGNATURES, fileType);
}

type Signature = (head: Buffer) => boolean;

/** @param signature where each character stands for one byte */
function begins(signature: string, from = 0): Signature {
  return (head) => head.toString('latin1', from, from + signature.length) === signature;
}

function any(...signatures: readonly Signature[]): Signature {
  return (head) => signatures.some((signature) => signature(head));
}

function both(one: Signature, other: Signature): Signature {
  return (head) => one(head) && other(head);
}

/** Text that begins so, whatever the case, spaces and byte order mark before it. */
function beginsWithText(beginning: RegExp): Signature {
  return (head) => beginning.test(head.toString('latin1', 0, 512).replace(/^(?:\u{EF}\u{BB}\u{BF})?\s*/u, ''));
}

const isZip = any(begins('PK\u{3}\u{4}'), begins('PK\u{5}\u{6}'));

/** The kinds of zip files, by a name that is among their first entries. */
const PACKED: Readonly<Record<string, string>> = {
  'Microsoft Excel Spreadsheet File': 'xl/',
  'Microsoft Word Document': 'word/',
  'Microsoft PowerPoint Presentation File': 'ppt/',
  'Java Archive File': 'META-INF/MANIFEST.MF',
  'OpenDocument File': 'mimetypeapplication/vnd.oasis.opendocument',
  'Apple Keynote Presentation File': 'Index/Presentation.iwa',
};

function packs(name: string): Signature {
  return (head) => isZip(head) && head.includes(name, 'latin1');
}

/** ISO base media files (ISO/IEC 14496-12) name their brand after `ftyp`. */
function mediaBrand(...brands: readonly string[]): Signature {
  return both(begins('ftyp', 4), (head) => brands.some((brand) => begins(brand, 8)(head)));
}

function interpreter(...names: readonly string[]): Signature {
  const line = new RegExp(`^#!\\s*\\S*?/(?:env\\s+(?:-S\\s+)?)?(?:${names.join('|')})[\\d.]*(?:\\s|$)`, 'u');
  return (head) => line.test(head.toString('latin1', 0, 128));
}

function isJSON(head: Buffer): boolean {
  const text = head.toString('latin1').replace(/^\u{EF}\u{BB}\u{BF}/u, '');
  if (!/^\s*[{[]/u.test(text)) return false;
  try {
    JSON.parse(completedJSON(text));
    return true;
  } catch {
    return false;
  }
}

const SIGNATURES: Readonly<Record<string, Signature>> = {
  'Parquet File': begins('PAR1'),
  'Avro File': begins('Obj\u{1}'),
  'Optimized Row Columnar (ORC) File': begins('ORC'),
  ...Object.fromEntries(Object.entries(PACKED).map(([fileType, name]) => [fileType, packs(name)])),
  'Zipped Archive File': (head) => isZip(head) && !Object.values(PACKED).some((name) => packs(name)(head)),
  'Compressed Archive File': begins('\u{1F}\u{8B}\u{8}'),
  'Tarball Archive File': begins('ustar', 257),
  'Portable Document Format (PDF) File': begins('%PDF-'),
  'Portable Network Graphics (PNG) File': begins('\u{89}PNG\r\n\u{1A}\n'),
  'JPEG File': begins('\u{FF}\u{D8}\u{FF}'),
  'Graphics Interchange Format (GIF) File': any(begins('GIF87a'), begins('GIF89a')),
  'Tag Image File Format (TIFF)': any(begins('II*\0'), begins('MM\0*')),
  'Windows Bitmap File': both(begins('BM'), begins('\0\0\0\0', 6)),
  'High-Efficiency Image Codec (HEIC) File': mediaBrand('heic', 'heix', 'mif1'),
  'MP4 Video File': mediaBrand('isom', 'iso2', 'mp41', 'mp42', 'avc1'),
  'Apple M4V Video File': mediaBrand('M4V '),
  'Apple MOV Video File': mediaBrand('qt  '),
  'Mobile Video File': mediaBrand('3gp', '3g2'),
  'Windows AVI Video File': both(begins('RIFF'), begins('AVI ', 8)),
  'Video Transport System File': both(begins('G'), begins('G', 188)),
  'Waveform Audio File': both(begins('RIFF'), begins('WAVE', 8)),
  'MP3 Audio File': begins('ID3'),
  'Free Lossless Audio Codec (FLAC) File': begins('fLaC'),
  'Audio Interchange File Format (AIFF) File': both(begins('FORM'), begins('AIFF', 8)),
  'Windows Executable File': both(begins('MZ'), (head) => head.includes('PE\0\0', 'latin1')),
  'Java Program Object File': both(
    begins('\u{CA}\u{FE}\u{BA}\u{BE}'),
    (head) => head.length > 7 && head.readUInt16BE(6) > 44,
  ),
  'Postscript File': begins('%!PS'),
  'Rich-text File': begins('{\\rtf'),
  'Bash Shell Script File': interpreter('bash', 'sh', 'dash'),
  'Korn Shell Script File': interpreter('ksh'),
  'Python Program File': interpreter('python'),
  'Javascript Program File': interpreter('node'),
  'Scalar Vector Graphics File': beginsWithText(
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg/iu,
  ),
  'HTML Web Document': beginsWithText(/^(?:<!--[^]*?-->\s*)?<(?:!doctype html|html)/iu),
  'XML File': (head) => beginsWithText(/^<\?xml\s/u)(head) && !isRecognized('Scalar Vector Graphics File', head),
  'JSON File': isJSON,
};
