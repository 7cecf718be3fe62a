/** Writes a percentage as a locale does: `8.875` as `8.875%`. It arrives as text, and no digit of it is lost. */
export function formatPercent(percent: string, locale: string): string {
  try {
    const format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'percent',
      maximumFractionDigits: 6,
    });
    return format.format(percent as Intl.StringNumericLiteral);
  } catch {
    // A locale that this engine refuses.
    return `${percent}%`;
  }
}
