/** The name of a country as a locale calls it: `DE` as `Germany`. One that this engine does not know keeps its code. */
export function countryName(code: string, locale: string): string {
  try {
    return namesOf(locale).of(code) ?? code;
  } catch {
    // A locale or a code that this engine refuses.
    return code;
  }
}

/** Countries in the order in which the readers of a locale look for them. */
export function sortedCountries(codes: readonly string[], locale: string): { code: string; name: string }[] {
  const { compare } = collatorOf(locale);
  return codes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => compare(a.name, b.name));
}

const known = new Map<string, Intl.DisplayNames>();

function namesOf(locale: string): Intl.DisplayNames {
  const names = known.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region' });
  known.set(locale, names);
  return names;
}

function collatorOf(locale: string): Intl.Collator {
  try {
    return new Intl.Collator(locale);
  } catch {
    return new Intl.Collator();
  }
}
