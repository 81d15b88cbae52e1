/**
 * The longest beginning of a JSON text that can be completed, completed: what was cut off is left out, and what is open
 * is closed. `{"a": 1, "b": [2, 3` becomes `{"a": 1, "b": [2]}`. A text that is no JSON stays none.
 */
export function completedJSON(text: string): string {
  const open: string[] = [];
  // Where what comes before is complete but for the brackets that are open there: these change nowhere else.
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      if (at === -1) break;
    } else if (character === ',') {
      end = at;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      end = at + 1;
    } else if (character === '}' || character === ']') {
      open.pop();
      end = at + 1;
    }
  }
  return text.slice(0, end) + open.toReversed().join('');
}

/** Where the closing quote of the string that begins at `start` is; -1 when it was cut off. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
