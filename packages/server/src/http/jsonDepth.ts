/** How deep the bodies of requests may be nested, far above what any operation needs. */
export const MAX_DEPTH = 20;

/** Whether JSON is nested deeper than that. Counted without parsing: a parser that recurses is what a deep body aims at. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if ((char === '{' || char === '[') && ++depth > MAX_DEPTH) return true;
    else if (char === '}' || char === ']') depth--;
  }
  return false;
}
