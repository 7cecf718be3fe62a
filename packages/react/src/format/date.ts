/** Writes the day of an instant as a locale does: `Nov 14, 2026`. The day is the one in `timeZone`. */
export function formatDate(instant: string, locale: string, timeZone: string): string {
  return format(instant, locale, { dateStyle: 'medium', timeZone }) ?? instant.slice(0, 10);
}

/** Writes an instant to the minute, as a locale does: `Nov 14, 2026, 2:30 PM UTC`. */
export function formatDateTime(instant: string, locale: string, timeZone: string): string {
  const parts = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const;
  const written = format(instant, locale, { ...parts, timeZone });
  // Engines disagree about the space before PM, and a server must write what its browsers do.
  return written?.replace(/\u202f/g, ' ') ?? instant.slice(0, 16).replace('T', ' ');
}

/** Writes the time of day of an instant, as a locale does: `2:30 PM UTC`. */
export function formatTime(instant: string, locale: string, timeZone: string): string {
  const parts = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  const written = format(instant, locale, { ...parts, timeZone });
  return written?.replace(/\u202f/g, ' ') ?? instant.slice(11, 16);
}

/** Null for a locale, a zone or a time that this engine refuses: the day as it was sent is still a day. */
function format(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string | null {
  try {
    return dateFormat(locale, options).format(new Date(instant));
  } catch {
    return null;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone} ${options.dateStyle} ${options.year}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, options);
    formats.set(key, known);
  }
  return known;
}
