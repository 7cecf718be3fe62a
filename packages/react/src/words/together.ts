const formats = new Map<string, Intl.ListFormat>();

/** Names as one text, as a language puts them together: `Team`, `Team and Backup`. One that is there twice is said once. */
export function together(language: string, names: readonly string[]): string {
  let known = formats.get(language);
  if (!known) {
    known = new Intl.ListFormat(language, { type: 'conjunction' });
    formats.set(language, known);
  }
  return known.format(new Set(names));
}
