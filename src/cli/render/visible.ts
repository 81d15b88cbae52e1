/**
 * Makes control characters visible, so that a name from a third party can neither move the cursor nor turn the direction
 * of what follows: `\u001b[2J`. Line breaks too: what is shown on one line stays on it.
 */
export function visible(text: string): string {
  return text.toWellFormed().replaceAll(control, escapeOf);
}

/** The same within JSON text, where they stand in strings: it remains the same JSON. */
export function visibleJson(json: string): string {
  return json.replaceAll(control, escapeOf);
}

// C0 and C1 controls, DEL, the marks that turn the direction of writing, line and paragraph separators.
const control = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu; // oxlint-disable-line no-control-regex -- they are what is looked for

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6])/u;
const plain = /^[\x20-\x7E]*$/u;

let segmenter: Intl.Segmenter | undefined;

/** What people take for single characters. Making the segmenter takes longer than most commands do with it. */
function charactersOf(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** How many columns of a terminal a text without colours takes. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of charactersOf(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text cut to a number of columns, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let width = 1;
  let kept = '';
  for (const { segment } of charactersOf(text)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text in lines of at most so many columns, broken at spaces; a word that is longer stands alone and whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
