import type { PropertyMap, PropertyValue } from '../../metadata/element.ts';

/**
 * Some servers double apostrophes on their way in: `what's` is kept, and given back, as `what''s`.
 *
 * A text alone does not tell whether its doubled apostrophes were meant, as those of SQL are. So nothing is mended in
 * what is read for itself. What is looked for, or compared with what was written, tells: a text that is exactly the
 * doubled form of it stands for it, since nobody else doubles every apostrophe of a text and changes nothing more.
 */

/** The form in which such a server keeps a text. */
export function doubled(text: string): string {
  return text.replaceAll("'", "''");
}

/** Whether a text that a server holds stands for the one that was meant. */
export function isStoredForm(stored: string, meant: string): boolean {
  return stored === meant || (meant.includes("'") && stored === doubled(meant));
}

/** What a server holds, with every text that is the doubled form of the one that was meant as it was meant. */
export function asMeant(stored: PropertyMap, meant: PropertyMap): PropertyMap {
  let mended: Record<string, PropertyValue | undefined> | undefined;
  for (const name in meant) {
    const [held, wanted] = [stored[name], meant[name]];
    if (held === undefined || wanted === undefined || !isMeant(held, wanted)) continue;
    mended ??= { ...stored };
    mended[name] = wanted;
  }
  return mended ?? stored;
}

/** Whether a value differs from the one that was meant in nothing but doubled apostrophes. */
function isMeant(held: PropertyValue, wanted: PropertyValue): boolean {
  if (typeof wanted === 'string') return typeof held === 'string' && held !== wanted && isStoredForm(held, wanted);
  const text = JSON.stringify(wanted);
  return typeof wanted === 'object' && text.includes("'") && sameEntries(held, wanted);
}

/** Lists and maps, entry by entry; the keys of maps are texts, too. */
function sameEntries(held: PropertyValue, wanted: object): boolean {
  if (typeof held !== 'object' || Array.isArray(held) !== Array.isArray(wanted)) return false;
  const heldEntries = Object.entries(held);
  const wantedEntries = new Map(Object.entries(wanted).map(([key, value]) => [doubled(key), value as unknown]));
  const plain = new Map(Object.entries(wanted));
  return (
    heldEntries.length === wantedEntries.size &&
    heldEntries.every(([key, value]) => {
      const meant: unknown = wantedEntries.get(key) ?? plain.get(key);
      return typeof meant === 'string' && typeof value === 'string' ? isStoredForm(value, meant) : value === meant;
    })
  );
}
