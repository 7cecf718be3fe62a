/** Writes the day of an instant as a locale does: `Nov 14, 2026`. The day is the one in `timeZone`. */
export function formatDate(instant: string, locale: string, timeZone: string): string {
  try {
    return dateFormat(locale, timeZone).format(new Date(instant));
  } catch {
    // A locale, a zone or a time that this engine refuses: the day as it was sent is still a day.
    return instant.slice(0, 10);
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
    formats.set(key, format);
  }
  return format;
}
