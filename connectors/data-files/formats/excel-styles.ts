import type { ValueType } from './value-type.ts';
import { readXML } from './xml.ts';

/** Whether a number in a cell is a date, a time or both, by the number of the cell's style; `undefined`: it is neither. */
export async function cellStyles(
  pieces: AsyncIterable<Buffer>,
  limit: number,
): Promise<readonly (ValueType | undefined)[]> {
  const formats = new Map<number, string>();
  const styles: (ValueType | undefined)[] = [];
  let isOfCells = false;
  await readXML(pieces, limit, {
    opened(name, attributes) {
      const format = Number(attributes['numFmtId']);
      if (name === 'numFmt') formats.set(format, attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') isOfCells = true;
      else if (name === 'xf' && isOfCells) styles.push(typeOfFormat(format, formats.get(format)));
    },
    closed(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return styles;
}

/** The formats that every workbook has without saying so (ECMA-376, part 1, 18.8.30). */
function typeOfFormat(format: number, code: string | undefined): ValueType | undefined {
  if (code !== undefined) return typeOfCode(code);
  if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) || (format >= 50 && format <= 58)) return 'date';
  if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47) || (format >= 32 && format <= 35)) return 'time';
  return format === 22 ? 'timestamp' : undefined;
}

function typeOfCode(code: string): ValueType | undefined {
  const signs = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|General/gu, '').toLowerCase();
  const hasDate = /[yd]|mmm/u.test(signs);
  const hasTime = /[hs]/u.test(signs);
  if (hasDate) return hasTime ? 'timestamp' : 'date';
  return hasTime ? 'time' : undefined;
}
