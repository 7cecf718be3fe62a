/** One text per plural category that the language has; `other` is what all others fall back to. `#` is the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Picks the text for a count by the rules of a language: `plural('pl', 5, { one: '# faktura', few: '# faktury', other: '# faktur' })`.
 * The number is written as the language writes it.
 */
export function plural(locale: string, count: number, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replace('#', new Intl.NumberFormat(locale).format(count));
}
