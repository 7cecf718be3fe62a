const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Which way a language is written. By its script, because Firefox does not tell a locale's direction. */
export function directionOf(locale: string | null): 'ltr' | 'rtl' {
  try {
    const { script } = new Intl.Locale(locale ?? 'en').maximize();
    return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
